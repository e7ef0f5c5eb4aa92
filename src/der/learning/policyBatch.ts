/** Observations of pools of different sizes as one batch for the networks of policy and critic. */
import { expertFeatures, stateFeatures } from '../features';
import type { TensorValue } from '../session';
import { hindsightFeatures, type Observation } from './environment';

/** `state` [batch, …], `experts` [batch, pool, …], `open` [batch, pool], `mayStop` [batch, 1], `hindsight` [batch, pool, …]. Padded. */
export function policyBatch(observations: readonly Observation[]): Record<string, TensorValue> {
  const rows = observations.length;
  const pool = Math.max(...observations.map(({ open }) => open.length));
  const state = new Float32Array(rows * stateFeatures.length);
  const experts = new Float32Array(rows * pool * expertFeatures.length);
  const open = new Uint8Array(rows * pool);
  const mayStop = new Uint8Array(rows);
  const hindsight = new Float32Array(rows * pool * hindsightFeatures.length);
  observations.forEach((observation, row) => {
    state.set(observation.state, row * stateFeatures.length);
    experts.set(observation.experts, row * pool * expertFeatures.length);
    observation.open.forEach((isOpen, index) => (open[row * pool + index] = Number(isOpen)));
    hindsight.set(observation.hindsight, row * pool * hindsightFeatures.length);
    mayStop[row] = Number(observation.mayStop);
  });
  return {
    state: { type: 'float32', data: state, dims: [rows, stateFeatures.length] },
    experts: { type: 'float32', data: experts, dims: [rows, pool, expertFeatures.length] },
    open: { type: 'bool', data: open, dims: [rows, pool] },
    mayStop: { type: 'bool', data: mayStop, dims: [rows, 1] },
    hindsight: { type: 'float32', data: hindsight, dims: [rows, pool, hindsightFeatures.length] },
  };
}
