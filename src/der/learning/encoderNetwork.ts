/** The encoder's network: looks up every n-gram's vector and adds them up. */
import { buckets, embeddingSize, gramsPerToken } from '../encoder';
import type { Graph, Tensor } from './graph/builder';
import { div, maximum, mul, sqrt, square } from './graph/elementwise';
import { gather } from './graph/indexing';
import { normal } from './graph/initialisers';
import { unsqueeze } from './graph/layout';
import { sum } from './graph/reductions';

/** Name of the table of n-gram vectors: [buckets, embeddingSize]. */
export const tableName = 'encoder.table';

/** Adds inputs and outputs as `Encoder` uses them. Random vectors keep what texts have in common, so they can stand in. */
export function encoderNetwork(graph: Graph): void {
  const rows = graph.input('rows', ['tokens', gramsPerToken], 'int64');
  const weights = graph.input('weights', ['tokens', gramsPerToken]);
  const table = graph.parameter(tableName, [buckets, embeddingSize], normal(1));
  const tokens = sum(mul(gather(table, rows), unsqueeze(weights, -1)), 1);
  graph.output('tokens', tokens);
  graph.output('embedding', normalised(sum(tokens, 0)));
}

function normalised(x: Tensor): Tensor {
  return div(x, maximum(sqrt(sum(square(x))), 1e-12));
}
