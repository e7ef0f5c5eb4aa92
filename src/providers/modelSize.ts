/** Sizes of models in billions of parameters, and the cost that follows from them. */
import { costOf } from '../der/core/cost';
import type { Price } from '../der/core/experts';

const perBillion: Record<string, number> = { K: 1e6, M: 1e3, B: 1, T: 1e-3 };

/** Reads "8.0B", "567M", "8x7B" (the product: all experts count) or "1.2T"; undefined for anything else. */
export function parseParameterSize(text: string): number | undefined {
  const match = /^(?:(\d+)x)?(\d+(?:\.\d+)?)\s*([KMBT])$/i.exec(text.trim());
  if (!match) return undefined;
  const size = (Number(match[1] ?? 1) * Number(match[2])) / perBillion[match[3]!.toUpperCase()]!;
  return size > 0 ? size : undefined;
}

/** Size as a model's name states it ("qwen3-30b-a3b": 30, "llama3.1:8b": 8); undefined where it states none. */
export function sizeInName(name: string): number | undefined {
  for (const part of name.split(/[-_:/@ ]+/)) {
    const size = /^(\d+x)?\d+(\.\d+)?[mbt]$/i.test(part) ? parseParameterSize(part) : undefined;
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
