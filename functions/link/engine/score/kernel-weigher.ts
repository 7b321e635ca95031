import type { Encoded } from '../encode/encoded.ts';
import type { Model } from '../model/model.ts';
import { eachPattern } from './each-pattern.ts';
import type { Kernel } from './kernel/kernel.ts';
import { patternWeigher } from './pattern-bits.ts';

/** Bits of given pairs, blocked or not, to the bit as `weighPair` has them: the same many times as fast, by a kernel of the model. */
export const kernelWeigher =
  (encoded: Encoded, model: Model, kernel: Kernel) =>
  (pairs: {
    readonly count: number;
    readonly left: Uint32Array;
    readonly right: Uint32Array;
  }): Float64Array => {
    const weigh = patternWeigher(encoded, model);
    const bits = new Float64Array(pairs.count);
    eachPattern(kernel, pairs, 0, pairs.count, (pair, words, at) => {
      bits[pair] = weigh(words, at, pairs.left[pair] ?? 0);
    });
    return bits;
  };
