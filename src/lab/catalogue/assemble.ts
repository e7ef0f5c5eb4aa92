/** Puts the catalogue together: models.dev's offers, and facts that were read from model cards by hand. */
import { type CatalogueData, offerRow } from '../../providers/catalogue/catalogue';
import type { MadeFor, ModelFacts } from '../../der/core/modelFacts';
import { isSize, readName } from '../../providers/catalogue/names';
import { services } from '../../providers/catalogue/services';
import { sizeInName } from '../../providers/modelSize';
import type { CsvRow } from './csv';

/** Who made a model knows best when it came out; others say when they began to offer it. */
const makers = new Set([
  ...[
    'openai',
    'anthropic',
    'google',
    'mistral',
    'deepseek',
    'xai',
    'cohere',
    'alibaba',
    'moonshotai',
    'zai',
    'minimax',
  ],
]);

const vouching = new Set([...makers, ...services, 'ollama-cloud', 'amazon-bedrock', 'azure']);

/** Words of what answers no question with text. */
const noAnswers =
  /embed|bge|rerank|whisper|tts|speech|transcri|audio|voice|image|imagen|veo|flux|video|ocr|guard|moderation|diffusion|recraft|lyria|aura|lucid|orpheus|sora|router/;

/** Facts by name: of a model whatever its date, and of a dated one where it came out in another month. */
export function assembleFacts(offers: readonly CsvRow[], cards: readonly CsvRow[]): ModelFacts[] {
  const found = new Map<string, Found>();
  for (const offer of offers) {
    const id = offer['id']!;
    const name = readName(id);
    if (!name || noAnswers.test(id.toLowerCase()) || offer['output_limit'] === '0') continue;
    const undated = name.words.toSorted().join(' ');
    for (const date of new Set(['', name.date])) {
      const key = `${undated} @${date}`;
      const entry = found.get(key) ?? {
        facts: statedBy(id, offer),
        release: new Release(),
        names: new Set(),
        date,
        undated,
        words: name.words,
      };
      entry.release.add(offer);
      if (date === name.date) entry.names.add(id.slice(id.lastIndexOf('/') + 1).toLowerCase());
      found.set(key, entry);
    }
  }
  for (const [key, { date, undated, release }] of found) {
    const undatedSays = found.get(`${undated} @`)?.release.month;
    if (!release.isVouchedFor || (date && release.month === undatedSays)) found.delete(key);
  }
  const byHand = new Map(cards.map((card) => [keyIn(card['name']!), cardFacts(card)]));
  const listed = [...found].map(([key, entry]): [string, ModelFacts] => [
    key,
    {
      name: nameOf(entry),
      ...entry.facts,
      released: entry.release.month,
      usdPerMtok: entry.release.usdPerMtok,
    },
  ]);
  const facts = new Map(listed);
  for (const [key, card] of byHand) facts.set(key, { ...facts.get(key), ...card });
  return [...facts.values()]
    .map((one) => (one.paramsB === undefined ? one : { ...one, usdPerMtok: undefined }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

interface Found {
  readonly facts: Omit<ModelFacts, 'name'>;
  readonly release: Release;
  /** As services call it. */
  readonly names: Set<string>;
  readonly date: string;
  readonly words: readonly string[];
  /** Its key without the date. */
  readonly undated: string;
}

/** The shortest name that it goes by; a made one where all have a date and this entry stands for any. */
function nameOf({ names, date, words }: Found): string {
  const [shortest] = [...names].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  return shortest ?? [...words, ...(date && [date])].join('-');
}

function keyIn(name: string): string {
  const { words, date } = readName(name)!;
  return `${words.toSorted().join(' ')} @${date}`;
}

/** The month that a maker names, else the one that most services name, the earliest of those; the price likewise. */
class Release {
  private readonly months = new Map<string, number>();
  private makers: number | undefined;
  private others: number | undefined;
  private readonly providers = new Set<string>();

  add({ provider, release_date, usd_per_mtok_out }: CsvRow): void {
    this.providers.add(provider!);
    const usd = Number(usd_per_mtok_out);
    if (usd > 0 && makers.has(provider!)) this.makers = Math.min(usd, this.makers ?? usd);
    else if (usd > 0) this.others = Math.min(usd, this.others ?? usd);
    const month = release_date!.slice(0, 7);
    if (/^20\d\d-\d\d$/.test(month)) {
      this.months.set(month, (this.months.get(month) ?? 0) + (makers.has(provider!) ? 1000 : 1));
    }
  }

  /** More than one service offers it, or one that people connect to: others have names of their own for models. */
  get isVouchedFor(): boolean {
    return this.providers.size > 1 || [...this.providers].some((provider) => vouching.has(provider));
  }

  get usdPerMtok(): number | undefined {
    return this.makers ?? this.others;
  }

  get month(): string | undefined {
    const most = Math.max(...this.months.values());
    return [...this.months]
      .filter(([, count]) => count === most)
      .map(([month]) => month)
      .sort()[0];
  }
}

function statedBy(id: string, { family, reasoning }: CsvRow): Omit<ModelFacts, 'name'> {
  const words = readName(id)!.words;
  const active = words.find((word) => /^[ae]\d/.test(word) && isSize(word));
  const total = words.find((word) => /^\d/.test(word) && isSize(word));
  // All experts of a mixture share some of their parameters: `8x7b` does not say how many there are.
  const stated = total === undefined || total.includes('x') ? undefined : sizeInName(total);
  return {
    family: familyOf(family!, words),
    ...(stated !== undefined && { paramsB: stated }),
    ...(active?.startsWith('a') && stated !== undefined && { activeB: Number(active.slice(1, -1)) }),
    ...(madeFor(words) && { madeFor: madeFor(words) }),
    ...(reasoning === 'True' && { thinks: true as const }),
  };
}

/** models.dev tells families by tiers (`claude-opus`); tiers are told by price. */
function familyOf(family: string, words: readonly string[]): string | undefined {
  const [first = ''] = (family || words.find((word) => /^[a-z]{2,}$/.test(word)) || '').split(/[-\d.]/);
  return first || undefined;
}

function madeFor(words: readonly string[]): MadeFor | undefined {
  if (words.some((word) => /^(?:coder?|codex|codestral|devstral|starcoder|codellama|codegemma)$/.test(word)))
    return 'code';
  return words.some((word) => /^math/.test(word)) ? 'math' : undefined;
}

function cardFacts(card: CsvRow): ModelFacts {
  const made = card['made_for'] === 'chat' ? undefined : (card['made_for'] as MadeFor);
  return {
    name: card['name']!,
    family: card['family']!,
    released: card['released']!,
    ...(card['params_b'] && { paramsB: Number(card['params_b']) }),
    ...(card['active_b'] && { activeB: Number(card['active_b']) }),
    ...(made && { madeFor: made }),
  };
}

/** Prices and limits of the services that people connect to, by the service's own ids. */
export function assembleOffers(offers: readonly CsvRow[]): CatalogueData['offers'] {
  return Object.fromEntries(
    services.map((service) => [
      service,
      offers
        .filter(({ provider, id }) => provider === service && !noAnswers.test(id!.toLowerCase()))
        .map((row) => offerRow(row['id']!.toLowerCase(), offerOf(row)))
        .sort(),
    ]),
  );
}

function offerOf(row: CsvRow) {
  const amount = (field: string) => (row[field] && Number(row[field]) > 0 ? Number(row[field]) : undefined);
  const stated = row['usd_per_mtok_in'] !== '' && row['usd_per_mtok_out'] !== '';
  return {
    // A price of nothing is an offer for a while, or not the price.
    price:
      stated && amount('usd_per_mtok_out') !== undefined
        ? { promptPerMtok: Number(row['usd_per_mtok_in']), answerPerMtok: Number(row['usd_per_mtok_out']) }
        : undefined,
    contextTokens: amount('context'),
    maxAnswerTokens: amount('output_limit'),
    images: row['input']!.includes('image'),
    thinks: row['reasoning'] === 'True',
    updated: row['last_updated']!,
  };
}
