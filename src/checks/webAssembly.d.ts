/** What of WebAssembly is used here; TypeScript describes it only together with all of the browser. */
declare namespace WebAssembly {
  type ImportValue = ((...values: never[]) => unknown) | Memory;
  type ModuleImports = Record<string, ImportValue>;
  type Imports = Record<string, ModuleImports>;
  class Module {
    private constructor();
    readonly module: never;
  }
  class Memory {
    private constructor();
    readonly buffer: ArrayBuffer;
  }
  interface Instance {
    readonly exports: object;
  }
  function compile(bytes: Uint8Array): Promise<Module>;
  function instantiate(module: Module, imports: Imports): Promise<Instance>;
}
