/** Which model to begin with, on a machine that has none. */

export interface RecommendedModel {
  readonly model: string;
  /** Bytes to download, as Ollama's library lists them. */
  readonly bytes: number;
}

/** All-round chat models of different size, the smallest first. */
export const recommendedModels: readonly RecommendedModel[] = [
  { model: 'gemma3:1b', bytes: 0.8e9 },
  { model: 'llama3.2:3b', bytes: 2.0e9 },
  { model: 'qwen2.5:7b', bytes: 4.7e9 },
  { model: 'qwen2.5:14b', bytes: 9.0e9 },
];

/** A model should leave most of the memory to everything else that runs. */
const shareOfMemory = 0.3;

/** The largest that fits comfortably into `memoryBytes` of main memory; the smallest where none does. */
export function recommendedModel(memoryBytes: number): RecommendedModel {
  const fitting = recommendedModels.filter(({ bytes }) => bytes <= memoryBytes * shareOfMemory);
  return fitting.at(-1) ?? recommendedModels[0]!;
}
