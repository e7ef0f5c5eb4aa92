import { join } from 'node:path';

/** Where tree-sitter's WebAssembly files lie. */
export const grammars = join(import.meta.dirname, '../../../node_modules/@vscode/tree-sitter-wasm/wasm');
