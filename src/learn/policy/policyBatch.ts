/** Observations of pools of different sizes as one batch for the networks of policy and critic. */
import { expertFeatures, stateFeatures } from '../../der/networks/policyFeatures';
import type { TensorValue } from '../../der/networks/onnxSession';
import { hindsightFeatures, type Observation } from '../episodes/environment';

/** `state` [batch, …], `experts` [batch, pool, …], `open` [batch, pool], `mayStop` [batch, 1]; pools are padded. */
export function policyBatch(observations: readonly Observation[]): Record<string, TensorValue> {
  const rows = observations.length;
  const pool = Math.max(...observations.map(({ open }) => open.length));
  const state = new Float32Array(rows * stateFeatures.length);
  const experts = new Float32Array(rows * pool * expertFeatures.length);
  const open = new Uint8Array(rows * pool);
  const mayStop = new Uint8Array(rows);
  observations.forEach((observation, row) => {
    state.set(observation.state, row * stateFeatures.length);
    experts.set(observation.experts, row * pool * expertFeatures.length);
    observation.open.forEach((isOpen, index) => (open[row * pool + index] = Number(isOpen)));
    mayStop[row] = Number(observation.mayStop);
  });
  return {
    state: { type: 'float32', data: state, dims: [rows, stateFeatures.length] },
    experts: { type: 'float32', data: experts, dims: [rows, pool, expertFeatures.length] },
    open: { type: 'bool', data: open, dims: [rows, pool] },
    mayStop: { type: 'bool', data: mayStop, dims: [rows, 1] },
  };
}

/** The same with what the critic alone is told: `hindsight` [batch, pool, …]. */
export function actorCriticBatch(observations: readonly Observation[]): Record<string, TensorValue> {
  const batch = policyBatch(observations);
  const dims = [...batch['open']!.dims, hindsightFeatures.length];
  const [rows, pool, width] = dims as [number, number, number];
  const data = new Float32Array(rows * pool * width);
  observations.forEach(({ hindsight }, row) => data.set(hindsight, row * pool * width));
  return { ...batch, hindsight: { type: 'float32', data, dims } };
}
