/** Sizes of models in billions of parameters, and the cost that follows from them. */
import { costOf } from '../der/core/cost';
import type { Price } from '../der/core/experts';

/** Billions of parameters beyond which nothing is a model: a hundred times the largest known. */
const largestB = 1e6;
/** Millions from which a number in a name is a size; below, `-1m` and `-10m` are lengths of context. */
const leastMillions = 14;

const perBillion: Record<string, number> = { K: 1e6, M: 1e3, B: 1, T: 1e-3 };

/** Reads "8.0B", "567M", "8x7B" (the product: all experts count) or "1.2T"; undefined for anything else. */
export function parseParameterSize(text: string): number | undefined {
  const match = /^(?:(\d{1,4})x)?(\d{1,12}(?:\.\d{1,12})?)\s?([KMBT])$/i.exec(text.slice(0, 50).trim());
  if (!match) return undefined;
  return plausibleSize((Number(match[1] ?? 1) * Number(match[2])) / perBillion[match[3]!.toUpperCase()]!);
}

/** The size in billions of parameters; undefined for what no model has. */
export function plausibleSize(billions: number): number | undefined {
  return billions > 0 && billions <= largestB ? billions : undefined;
}

/** Size as a model's name states it ("qwen3-30b-a3b": 30, "llama3.1:8b": 8); undefined where it states none. */
export function sizeInName(name: string): number | undefined {
  // `0_6b` is 0.6b, and no model is the sixth of a nought; a point before letters begins how it is packed.
  const parts = name.replace(/(?<![\w.])0_(?=\d)/g, '0.').split(/[-_:/@ ()[\]]+|\.(?=[a-z])/i);
  for (const [index, part] of parts.entries()) {
    // `17b-16e` says what one token uses of so many experts, and not the size.
    if (/^\d{1,4}e$/i.test(parts[index + 1] ?? '')) continue;
    const named = /^(\d{1,4}x)?(\d{1,12}(?:\.\d{1,12})?)([mbt])$/i.exec(part);
    const isContext = named?.[3]?.toLowerCase() === 'm' && Number(named[2]) < leastMillions;
    const size = named && !isContext ? parseParameterSize(part) : undefined;
    if (size !== undefined) return size;
  }
  return undefined;
}

/** Cost of a call: from the size where it is stated, else from the size in the name or the price, as an estimate. */
export function modelCost(known: {
  model: string;
  paramsB?: number | undefined;
  price?: Price | undefined;
}): ReturnType<typeof costOf> {
  if (known.paramsB !== undefined) return costOf({ paramsB: known.paramsB });
  const named = sizeInName(known.model);
  return named === undefined ? costOf({ price: known.price }) : { costB: named, costEstimated: true };
}
