import { describe, expect, it } from 'vitest';
import { loadLibrary, type Pattern } from '#detect/library.ts';
import { findingsOf } from '#detect/findings.ts';
import type { Finding } from '#schemas/finding.ts';
import type { EntityId } from '#schemas/ids.ts';
import { FixtureTown } from '../fixture-town.ts';

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

/** A town is loaded and a query planned twice: a second alone, many on a busy machine. */
const TIMEOUT_MS = 60_000;

export function patternNamed(patternId: string): Pattern {
  const found = library.find((pattern) => pattern.dossier.id === patternId);
  if (!found) throw new RangeError(`no pattern ${patternId}`);
  return found;
}

/** The pattern's finding on the planted address, if any; the town's other addresses are the test's own business. */
async function findOn(patternId: string, plant: PlantCase['plant']): Promise<Finding | undefined> {
  const town = new FixtureTown();
  const subject = plant(town);
  const pattern = patternNamed(patternId);
  const findings = findingsOf(pattern.dossier, await town.answer(pattern.sql, 1, pattern.dossier.reads));
  return findings.find((finding) => finding.subject_entity_id === subject);
}

/** One test per case: the pattern fires on its plant and spares its look-alike. */
export function describePattern(patternId: string, cases: readonly PlantCase[]): void {
  describe(patternId, () => {
    it.each(cases)(
      '$name',
      async ({ plant, strength, withheld, evidence }) => {
        const found = await findOn(patternId, plant);
        if (strength === undefined) expect(found).toBeUndefined();
        else {
          expect(found?.strength).toBeCloseTo(strength, 5);
          if (withheld !== undefined) expect(found?.withheld).toBe(withheld);
          if (evidence !== undefined) expect(found?.evidence).toMatchObject(evidence);
        }
      },
      TIMEOUT_MS,
    );
  });
}
