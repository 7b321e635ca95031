import type { Encoded } from '../encode/encoded.ts';
import type { Model } from '../model/model.ts';
import { weighPair } from './weigh-pair.ts';

/** Weighs any pairs, blocked or not: bits per pair. For what asks for few pairs at a time, as clustering does. */
export function weighPairs(
  encoded: Encoded,
  model: Model,
  pairs: { readonly count: number; readonly left: Uint32Array; readonly right: Uint32Array },
): Float64Array {
  const bits = new Float64Array(pairs.count);
  for (let at = 0; at < pairs.count; at++)
    bits[at] = weighPair(encoded, model, pairs.left[at] ?? 0, pairs.right[at] ?? 0).bits;
  return bits;
}
