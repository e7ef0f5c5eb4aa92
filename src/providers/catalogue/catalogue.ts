/** The catalogue of known models: facts by a model's name, price and limits by the service that offers it. */
import { skillKinds, type ModelFacts } from '../../der/core/modelFacts';
import type { Price } from '../../der/core/experts';
import { isSize, readName, type ModelName } from './names';

/** As it is kept in a file. Rows are texts with `|` between fields, empty where no source says. */
export interface CatalogueData {
  readonly sources: readonly CatalogueSource[];
  /** See `modelRow`. */
  readonly models: readonly string[];
  /** By service, see `offerRow`. */
  readonly offers: Readonly<Record<string, readonly string[]>>;
}

export interface CatalogueSource {
  readonly name: string;
  readonly url: string;
  /** Of what was read, as far as the source has versions. */
  readonly version: string;
  readonly date: string;
  readonly licence: string;
  readonly gives: string;
}

/** What a service says of a model it offers. */
export interface Offer {
  readonly price?: Price | undefined;
  readonly contextTokens?: number | undefined;
  readonly maxAnswerTokens?: number | undefined;
  readonly images: boolean;
  readonly thinks: boolean;
  /** Day of the source's last change, `2026-05-07`. */
  readonly updated: string;
}

/** Shares of a size by which a name, a server and a maker may differ and mean the same model. */
const sameSize = 0.15;

/** Sizes that servers and makers state are rounded differently. */
function alike(one: number, other: number): boolean {
  return Math.abs(one - other) <= sameSize * Math.max(one, other);
}

interface Entry {
  readonly facts: ModelFacts;
  readonly words: readonly string[];
}

export class Catalogue {
  /** By words and date; several where words are the same and the catalogue cannot tell which is meant. */
  private readonly byName = new Map<string, Entry[]>();
  /** Without a date. */
  private readonly undated: Entry[] = [];

  constructor(private readonly data: CatalogueData) {
    for (const row of data.models) {
      const facts = factsIn(row);
      const name = readName(facts.name);
      if (!name) continue;
      const entry = { facts, words: name.words };
      const key = keyOf(name);
      this.byName.set(key, [...(this.byName.get(key) ?? []), entry]);
      if (name.date === '') this.undated.push(entry);
    }
  }

  get sources(): readonly CatalogueSource[] {
    return this.data.sources;
  }

  /**
   * Facts of a model, through tags, quantisations, prefixes, dates and tuned copies.
   * @param sizeB billions of parameters where they are known: tells the models of a family apart.
   * @returns undefined where nothing fits, or more than one model does
   */
  factsOf(model: string, sizeB?: number): ModelFacts | undefined {
    const name = readName(model);
    if (!name) return undefined;
    return this.named(name, sizeB) ?? this.named({ ...name, date: '' }, sizeB) ?? this.base(name, sizeB);
  }

  /** What a service offers by this name: exactly, or, where it has only one, whatever the date. */
  offerOf(service: string, model: string): Offer | undefined {
    const rows = Object.hasOwn(this.data.offers, service) ? this.data.offers[service]! : [];
    const same = rows.find((row) => row.slice(0, row.indexOf('|')) === model.toLowerCase());
    if (same !== undefined) return offerIn(same);
    const name = readName(model);
    if (!name) return undefined;
    const found = rows.filter((row) => {
      const other = readName(row.slice(0, row.indexOf('|')));
      return other !== undefined && other.date === '' && keyOf(other) === keyOf({ ...name, date: '' });
    });
    return found.length === 1 ? offerIn(found[0]!) : undefined;
  }

  private named(name: ModelName, sizeB: number | undefined): ModelFacts | undefined {
    const exact = this.byName.get(keyOf(name)) ?? [];
    const fitting = exact.filter(({ facts }) => fits(facts, sizeB));
    if (fitting.length > 0 || sizeB === undefined || name.words.some(isSize)) return only(fitting)?.facts;
    // `mistral`, of which the server says that it has 7 billion parameters.
    const sized = this.undated.filter(
      ({ words, facts }) =>
        words.length === name.words.length + 1 &&
        name.words.every((word) => words.includes(word)) &&
        words.some((word) => isSize(word) && !name.words.includes(word)) &&
        facts.paramsB !== undefined &&
        alike(facts.paramsB, sizeB),
    );
    return only(sized)?.facts;
  }

  /** The model whose words are all in the name, and whose tuned copy the rest says that this is. */
  private base(name: ModelName, sizeB: number | undefined): ModelFacts | undefined {
    const inside = this.undated.filter(({ words, facts }) => {
      // Of `phi-3-dpo` the server says the size.
      const said =
        sizeB === undefined ? words : words.filter((word) => !isSize(word) || name.words.includes(word));
      return (
        words.length > 1 &&
        said.some((word) => /\d/.test(word)) &&
        said.every((word) => name.words.includes(word)) &&
        fits(facts, sizeB)
      );
    });
    const longest = inside.reduce((most, { words }) => Math.max(most, words.length), 0);
    const found = only(inside.filter(({ words }) => words.length === longest));
    if (!found || !isTuned(name.words, found.words)) return undefined;
    // What the base has reached in public is not its copy's.
    return { ...found.facts, standing: undefined, ofBase: true };
  }
}

function fits(facts: ModelFacts, sizeB: number | undefined): boolean {
  return sizeB === undefined || facts.paramsB === undefined || alike(facts.paramsB, sizeB);
}

/** Words that make another model of the one they stand beside, which the catalogue would have to know. */
const otherModel = new Set([
  ...[
    'coder',
    'code',
    'math',
    'vl',
    'vision',
    'audio',
    'omni',
    'image',
    'embed',
    'embedding',
    'guard',
    'ocr',
  ],
  ...[
    'mini',
    'nano',
    'micro',
    'small',
    'medium',
    'large',
    'max',
    'plus',
    'pro',
    'lite',
    'flash',
    'air',
    'ultra',
  ],
  ...[
    'super',
    'moe',
    'base',
    'distill',
    'thinking',
    'reasoning',
    'reasoner',
    'turbo',
    'codex',
    'next',
    'draft',
  ],
  ...['opus', 'sonnet', 'haiku', 'reward', 'rerank', 'prm', 'rm', 'text', 'pt', 'ft', 'quality'],
]);

/**
 * Whether words beside a model's say that this is a tuned copy of it: a name, maybe with a version of its own. A size
 * or a version that is not the model's own makes it another model.
 */
function isTuned(words: readonly string[], base: readonly string[]): boolean {
  return words.every((word, index) => {
    if (base.includes(word)) return true;
    if (otherModel.has(word) || isSize(word)) return false;
    const before = words[index - 1];
    return !/^\d/.test(word) || (before !== undefined && !base.includes(before) && !/\d/.test(before));
  });
}

function only<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined;
}

function keyOf({ words, date }: ModelName): string {
  return `${words.toSorted().join(' ')} @${date}`;
}

/** Fields of a model: name, family, month of release, billions of parameters, of them active, made for, dollars per million answer tokens, thinks, standing by kind. */
export function modelRow(facts: ModelFacts): string {
  const { name, family, released, paramsB, activeB, madeFor, usdPerMtok, thinks, standing } = facts;
  return [
    name,
    family,
    released,
    paramsB,
    activeB,
    madeFor,
    usdPerMtok,
    thinks ? 'thinks' : '',
    standing && skillKinds.map((kind) => standing[kind]).join(' '),
  ]
    .map((field) => field ?? '')
    .join('|');
}

function factsIn(row: string): ModelFacts {
  const [name, family, released, paramsB, activeB, madeFor, usdPerMtok, thinks, lifts] = row.split('|');
  return {
    name: name!,
    ...(family && { family }),
    ...(released && { released }),
    ...(paramsB && { paramsB: Number(paramsB) }),
    ...(activeB && { activeB: Number(activeB) }),
    ...(madeFor && { madeFor: madeFor as ModelFacts['madeFor'] }),
    ...(usdPerMtok && { usdPerMtok: Number(usdPerMtok) }),
    ...(thinks && { thinks: true }),
    ...(lifts && { standing: standingIn(lifts) }),
  };
}

function standingIn(text: string): ModelFacts['standing'] {
  const [short, program, open] = text.split(' ').map(Number);
  return { short: short!, program: program!, open: open! };
}

/** Fields of an offer: id, dollars per million prompt tokens and answer tokens, context, output limit, images, thinks, day. */
export function offerRow(id: string, offer: Offer): string {
  const { price, contextTokens, maxAnswerTokens, images, thinks, updated } = offer;
  const prices = [price?.promptPerMtok, price?.answerPerMtok];
  return [
    id,
    ...prices,
    contextTokens,
    maxAnswerTokens,
    images ? 'images' : '',
    thinks ? 'thinks' : '',
    updated,
  ]
    .map((field) => field ?? '')
    .join('|');
}

function offerIn(row: string): Offer {
  const [, prompt, answer, context, output, images, thinks, updated] = row.split('|');
  return {
    ...(prompt && answer && { price: { promptPerMtok: Number(prompt), answerPerMtok: Number(answer) } }),
    ...(context && { contextTokens: Number(context) }),
    ...(output && { maxAnswerTokens: Number(output) }),
    images: images !== '',
    thinks: thinks !== '',
    updated: updated!,
  };
}

/** The catalogue that ships, read when it is first asked for. */
export function shippedCatalogue(): Promise<Catalogue> {
  shipped ??= import('./models.json').then(({ default: data }) => new Catalogue(data));
  return shipped;
}
let shipped: Promise<Catalogue> | undefined;
