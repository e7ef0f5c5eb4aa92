/** What the build makes of imports that are not TypeScript: a picture becomes its text, a style joins panel.css. */
declare module '*.svg' {
  const text: string;
  export default text;
}
declare module '*.css';
