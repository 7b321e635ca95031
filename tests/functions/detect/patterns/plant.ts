import { describe, expect, it } from 'vitest';
import { loadLibrary } from '#detect/library.ts';
import type { EntityId } from '#schemas/ids.ts';
import { FixtureTown, type FoundRow } from '../fixture-town.ts';

/** What a pattern should say of the address that `plant` made: nothing, or a strength. */
export type PlantCase = {
  readonly name: string;
  readonly plant: (town: FixtureTown) => EntityId;
  /** Undefined = spared. */
  readonly strength: number | undefined;
  readonly withheld?: boolean;
  readonly evidence?: Readonly<Record<string, unknown>>;
};

const library = loadLibrary();

function patternSql(patternId: string): string {
  const found = library.find((pattern) => pattern.dossier.id === patternId);
  if (!found) throw new RangeError(`no pattern ${patternId}`);
  return found.sql;
}

/** The pattern's row on the planted address, if any. */
async function findOn(patternId: string, plant: PlantCase['plant']): Promise<FoundRow | undefined> {
  const town = new FixtureTown();
  const subject = plant(town);
  const rows = await town.run(patternSql(patternId));
  const found = rows.filter((row) => row.subject === subject);
  if (found.length > 1) throw new Error(`${patternId} returned the same subject ${found.length} times`);
  return found[0];
}

/** One test per case: the pattern fires on its plant and spares its look-alike. */
export function describePattern(patternId: string, cases: readonly PlantCase[]): void {
  describe(patternId, () => {
    it.each(cases)('$name', async ({ plant, strength, withheld, evidence }) => {
      const found = await findOn(patternId, plant);
      if (strength === undefined) expect(found).toBeUndefined();
      else {
        expect(found?.strength).toBeCloseTo(strength, 9);
        if (withheld !== undefined) expect(found?.withheld).toBe(withheld);
        if (evidence !== undefined) expect(found?.evidence).toMatchObject(evidence);
      }
    });
  });
}
