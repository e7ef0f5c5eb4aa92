/** Programs for the engines are bundled as texts. */
declare module '*.py' {
  const text: string;
  export default text;
}
declare module '*/inside/driver.js' {
  const text: string;
  export default text;
}
/** Sucrase's parser is described elsewhere than it is. */
declare module 'sucrase/dist/esm/parser/index.js' {
  export { parse } from 'sucrase/dist/types/parser/index';
}
