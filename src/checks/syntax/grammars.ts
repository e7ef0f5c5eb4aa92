/**
 * tree-sitter and its grammars, WebAssembly read when first used. Neither can be unloaded from an instance, so that
 * everything is forgotten together a while after its last use, and read anew when it is needed again.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as TreeSitter from '@vscode/tree-sitter-wasm';
import { TooLong } from './fault';
import type { Grammar } from './languages';

type Runtime = typeof TreeSitter;

/** How long an instance is kept without being used, in milliseconds. */
const keptMs = 60_000;
/** Grammars' memory grows with what was parsed and never shrinks; an instance is replaced after so many characters. */
const mostCharacters = 64_000_000;

interface Instance {
  readonly runtime: Runtime;
  readonly parsers: Map<Grammar, Promise<TreeSitter.Parser>>;
  characters: number;
}

/** A folder of `tree-sitter.js`, `tree-sitter.wasm` and `tree-sitter-<grammar>.wasm`. */
export class Grammars {
  #instance: Promise<Instance> | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param folder absolute path of the `wasm` folder of `@vscode/tree-sitter-wasm` */
  constructor(private readonly folder: string) {}

  /**
   * Lends a parser for as long as `use` runs, which must not wait for anything.
   * @param characters length of the text that will be parsed
   */
  async withParser<T>(
    grammar: Grammar,
    characters: number,
    use: (parser: TreeSitter.Parser) => T,
  ): Promise<T> {
    clearTimeout(this.#timer);
    const loading = (this.#instance ??= start(this.folder));
    try {
      const instance = await loading;
      const parser = await parserOf(instance, grammar, this.folder);
      instance.characters += characters;
      if (instance.characters > mostCharacters) this.#forget(loading);
      return use(parser);
    } catch (error) {
      // What could not be read may be there next time; a trap leaves an instance in an unknown state.
      if (!(error instanceof TooLong)) this.#forget(loading);
      throw error;
    } finally {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.free(), keptMs).unref();
    }
  }

  #forget(instance: Promise<Instance>): void {
    if (this.#instance === instance) this.#instance = undefined;
  }

  /** Forgets everything that was read; what is being parsed right now is finished. */
  free(): void {
    clearTimeout(this.#timer);
    this.#instance = undefined;
  }

  /** Whether anything is held in memory. */
  get loaded(): boolean {
    return this.#instance !== undefined;
  }
}

/** A runtime of its own: the module keeps one instance for ever, so the module itself is read anew. */
async function start(folder: string): Promise<Instance> {
  const require = createRequire(join(folder, 'grammars.js'));
  const file = require.resolve('./tree-sitter.js');
  delete require.cache[file];
  const runtime = require(file) as Runtime;
  delete require.cache[file];
  await runtime.Parser.init({ locateFile: (name) => join(folder, name) });
  return { runtime, parsers: new Map(), characters: 0 };
}

function parserOf(instance: Instance, grammar: Grammar, folder: string): Promise<TreeSitter.Parser> {
  let parser = instance.parsers.get(grammar);
  if (!parser) {
    parser = instance.runtime.Language.load(join(folder, `tree-sitter-${grammar}.wasm`)).then((language) =>
      new instance.runtime.Parser().setLanguage(language),
    );
    instance.parsers.set(grammar, parser);
  }
  return parser;
}
