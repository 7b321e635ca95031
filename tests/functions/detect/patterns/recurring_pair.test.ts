import { describe, expect, it } from 'vitest';
import { findingsOf } from '#detect/findings.ts';
import type { EntityId } from '#schemas/ids.ts';
import { FixtureTown } from '../fixture-town.ts';
import { describePattern, patternNamed } from './plant.ts';

type Parts = Readonly<Record<string, EntityId>>;

function raid(town: FixtureTown, name: string, parts: Parts, { on = '2026-01-01', inResearch = false } = {}) {
  const place = town.address(`place of ${name}`);
  const event = town.event('raid', name, place, { occurred_on: on });
  for (const [role, party] of Object.entries(parts)) town.relate(event, party, role, { inResearch });
  return place;
}

/** Raids of which each has a suspect of its own. */
function otherRaids(town: FixtureTown, count: number): void {
  for (let index = 0; index < count; index += 1)
    raid(town, `other ${index}`, { suspect: town.person(`suspect ${index}`) });
}

/** An owner and an installer who recur over raids; gives the first place. */
function organisation(town: FixtureTown, count: number, options: { inResearch?: boolean } = {}): EntityId {
  otherRaids(town, 30);
  const owner = town.company('owner');
  const installer = town.person('installer');
  const places = Array.from({ length: count }, (_, index) =>
    raid(town, `raid ${index}`, { owner, installer }, options),
  );
  return places[0] ?? town.address('none');
}

describePattern('recurring_pair', [
  {
    name: 'fires on places where the same owner and installer recur',
    plant: (town) => organisation(town, 3),
    strength: 0.75,
    withheld: false,
    evidence: { raids_together: 3, pairs: 1, lift: 11 },
  },
  {
    name: 'halves what chance explains: two who are in every raid',
    plant: (town) => {
      const [owner, installer] = [town.company('owner'), town.person('installer')];
      return raid(town, 'one', { owner, installer }) && raid(town, 'two', { owner, installer });
    },
    strength: 0.25,
    evidence: { p_value: 1, p_holm: 1 },
  },
  {
    name: 'spares who met once',
    plant: (town) => organisation(town, 1),
    strength: undefined,
  },
  {
    name: 'spares places of one owner with an installer of their own each',
    plant: (town) => {
      otherRaids(town, 10);
      const owner = town.company('owner');
      raid(town, 'one', { owner, installer: town.person('first') });
      return raid(town, 'two', { owner, installer: town.person('second') });
    },
    strength: undefined,
  },
  {
    name: 'leaves out raids older than five years',
    plant: (town) => {
      const [owner, installer] = [town.company('owner'), town.person('installer')];
      raid(town, 'old', { owner, installer }, { on: '2020-01-01' });
      return raid(town, 'new', { owner, installer });
    },
    strength: undefined,
  },
  {
    name: 'is withheld when the parts are under investigation (R12)',
    plant: (town) => organisation(town, 3, { inResearch: true }),
    strength: 0.75,
    withheld: true,
  },
]);

const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);

describe('the chance behind recurring_pair', () => {
  it.each([2, 3, 5])(
    'is the hypergeometric tail for a pair in %i raids',
    async (together) => {
      const town = new FixtureTown();
      const place = organisation(town, together);
      // The owner has two raids more, with installers of their own.
      for (const name of ['x', 'y'])
        raid(town, `alone ${name}`, { owner: town.company('owner'), installer: town.person(name) });
      const { dossier, sql } = patternNamed('recurring_pair');
      const found = findingsOf(dossier, await town.answer(sql)).find(
        (finding) => finding.subject_entity_id === place,
      );
      const raids = 30 + together + 2;
      const exact = choose(together + 2, together) / choose(raids, together);
      expect(Number(found?.evidence.p_value)).toBeCloseTo(exact, 8);
      expect(found?.evidence.lift).toBeCloseTo(raids / (together + 2), 2);
    },
    60_000,
  );
});
