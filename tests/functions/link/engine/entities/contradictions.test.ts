import { describe, expect, it } from 'vitest';
import { contradictionsOf } from '#link/engine/entities/contradictions.ts';
import { edgesOf, weighing } from '#tests/functions/cluster/graph/edges-of.ts';
import { mistakes } from './made-up.ts';

describe('how often components contradict themselves', async () => {
  const { encoded, model, edges } = await mistakes(20);

  it('asks for each pair within components of three rows and more, once', () => {
    const component = Int32Array.of(0, 1, 0, 3, 1, 0, 0, 1, 3);
    const asked: string[] = [];
    const weigh = weighing((left, right) => {
      asked.push(`${left} ${right}`);
      return left === 0 ? -1 : 1;
    });
    const { contradicted } = contradictionsOf(encoded, model, edges, component, weigh);
    expect(asked.toSorted()).toEqual(
      ['0 2', '0 5', '0 6', '2 5', '2 6', '5 6', '1 4', '1 7', '4 7'].toSorted(),
    );
    expect(contradicted).toBeCloseTo(3 / 9);
  });

  it('says none where no component has three rows', () => {
    const { contradicted } = contradictionsOf(encoded, model, edges, Int32Array.of(0, 0, 2), () => {
      throw new Error('nothing to weigh');
    });
    expect(contradicted).toBe(0);
  });

  it('expects what the levels of independent comparisons give', () => {
    const [comparison] = model.comparisons;
    if (!comparison) throw new Error('the model has comparisons');
    // One comparison that every row knows, at a threshold between its two levels: m of the last level.
    const { expected } = contradictionsOf(
      encoded,
      { ...model, prior: 0.5, comparisons: [comparison] },
      edgesOf([[0, 1, 9]]),
      Int32Array.of(0, 0, 0),
      weighing(() => 0),
    );
    expect(expected).toBeCloseTo(comparison.levels[1]?.m ?? 0, 1);
  });
});
