import { describe, expect, it } from 'vitest';
import { findingsOf } from '#detect/findings.ts';
import type { EntityId } from '#schemas/ids.ts';
import { FixtureTown } from '../fixture-town.ts';
import { describePattern, patternNamed } from './plant.ts';

/** A raid on a place of its own, with the parts that people had in it. */
function raid(
  town: FixtureTown,
  name: string,
  parts: Readonly<Record<string, EntityId>>,
  { at, on = '2026-03-01', inResearch = false }: { at?: EntityId; on?: string; inResearch?: boolean } = {},
): EntityId {
  const place = at ?? town.address(`place of ${name}`);
  const event = town.event('raid', name, place, { occurred_on: on });
  for (const [role, person] of Object.entries(parts))
    town.relate(event, person, role, { since: on, inResearch });
  return place;
}

/** Ordinary homes, so that a tie is something out of the ordinary. */
function neighbours(town: FixtureTown, count = 300): void {
  for (let index = 0; index < count; index += 1)
    town.residents(town.address(`home ${index}`), [`neighbour ${index}`, `partner ${index}`]);
}

describePattern('raid_network', [
  {
    name: 'ties the home of a suspect to a raid elsewhere, half at most, less where it may be chance',
    plant: (town) => {
      neighbours(town);
      const home = town.address('home of the suspect');
      const [suspect] = town.residents(home, ['suspect', 'partner']);
      if (suspect) raid(town, 'raid', { suspect });
      return home;
    },
    strength: 0.35,
    withheld: false,
    evidence: { raids_elsewhere: 1, persons: 1, pairs: 1 },
  },
  {
    name: 'ties raided places that share a landlord, beyond chance',
    plant: (town) => {
      neighbours(town);
      const landlord = town.person('landlord');
      const places = ['one', 'two', 'three', 'four'].map((name) =>
        raid(town, name, { landlord, suspect: town.person(`suspect ${name}`) }),
      );
      return places[0] ?? town.address('none');
    },
    strength: 0.875,
    evidence: { raids_elsewhere: 3, persons: 1, pairs: 3 },
  },
  {
    name: 'spares a raided place whose people had no part in another raid',
    plant: (town) => {
      neighbours(town);
      raid(town, 'other', { suspect: town.person('other suspect'), owner: town.person('other owner') });
      const home = town.address('raided home');
      const [suspect] = town.residents(home, ['suspect']);
      if (suspect) raid(town, 'raid', { suspect, owner: town.person('owner') }, { at: home });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'spares a place that was raided twice with the same suspect, and nowhere else',
    plant: (town) => {
      const home = town.address('raided home');
      const suspect = town.person('suspect');
      raid(town, 'first', { suspect }, { at: home, on: '2025-03-01' });
      raid(town, 'second', { suspect }, { at: home });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'spares the home of a landlord whose tenant was raided',
    plant: (town) => {
      const home = town.address('home of the landlord');
      const [landlord] = town.residents(home, ['landlord']);
      if (landlord) {
        raid(town, 'one', { landlord });
        raid(town, 'two', { landlord });
      }
      return home;
    },
    strength: undefined,
  },
  {
    name: 'spares the home of who is only mentioned or was a tenant',
    plant: (town) => {
      const home = town.address('home');
      const [mentioned, tenant] = town.residents(home, ['mentioned', 'tenant']);
      if (mentioned && tenant) raid(town, 'raid', { mentioned, tenant });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'spares who lives where a suspect lived more than two years ago',
    plant: (town) => {
      const home = town.address('home');
      const [suspect] = town.residents(home, ['suspect'], {}, { until: '2024-09-01' });
      if (suspect) raid(town, 'raid', { suspect });
      town.residents(home, ['new resident'], {}, { since: '2024-09-01' });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'leaves out raids older than five years',
    plant: (town) => {
      const home = town.address('home');
      const [suspect] = town.residents(home, ['suspect']);
      if (suspect) raid(town, 'raid', { suspect }, { on: '2021-09-01' });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'is withheld when the tie rests on a registration under investigation (R12)',
    plant: (town) => {
      neighbours(town);
      const home = town.address('home');
      const [suspect] = town.residents(home, ['suspect'], {}, { inResearch: true });
      if (suspect) raid(town, 'raid', { suspect });
      return home;
    },
    strength: 0.35,
    withheld: true,
  },
]);

/** P(X ≥ seen) of as many parts as there are, each with the same chance: added up over all 2^parts outcomes. */
function binomialTail(seen: number, parts: number, chance: number): number {
  let tail = 0;
  for (let outcome = 0; outcome < 2 ** parts; outcome += 1) {
    let hits = 0;
    for (let part = 0; part < parts; part += 1) hits += (outcome >> part) & 1;
    if (hits >= seen) tail += chance ** hits * (1 - chance) ** (parts - hits);
  }
  return tail;
}

describe('the chance behind raid_network', () => {
  it.each([1, 2, 3, 4, 5, 6])('is the binomial tail for %i pairs', async (pairs) => {
    const town = new FixtureTown();
    neighbours(town, 60);
    const home = town.address('home');
    const residents = town.residents(home, ['one', 'two', 'three']);
    // All by the first resident, each raid with an installer from elsewhere.
    const [suspect] = residents;
    for (let index = 0; index < pairs; index += 1)
      if (suspect) raid(town, `raid ${index}`, { suspect, installer: town.person(`installer ${index}`) });
    const pattern = patternNamed('raid_network');
    const found = findingsOf(pattern.dossier, await town.answer(pattern.sql)).find(
      (finding) => finding.subject_entity_id === home,
    );

    const persons = 120 + 3 + pairs;
    const parts = 2 * pairs;
    const exact = binomialTail(pairs, parts, 3 / persons);
    expect(found?.evidence.expected_pairs).toBeCloseTo((3 * parts) / persons, 5);
    expect(found?.evidence.lift).toBeCloseTo(pairs / ((3 * parts) / persons), 1);
    expect(found?.evidence.p_value).toBeCloseTo(exact, 8);
    expect(exact).toBeGreaterThan(0);
  });

  it('corrects for as many tests as there are addresses of the kind', async () => {
    const town = new FixtureTown();
    neighbours(town, 60);
    const home = town.address('home');
    const [suspect] = town.residents(home, ['suspect']);
    if (suspect) raid(town, 'raid', { suspect });
    const pattern = patternNamed('raid_network');
    const [found] = findingsOf(pattern.dossier, await town.answer(pattern.sql));
    const p = Number(found?.evidence.p_value);
    // 60 homes and this one; the raided place is a family of its own.
    expect(Number(found?.evidence.p_holm)).toBeCloseTo(Math.min(1, p * 61), 6);
    expect(p).toBeGreaterThan(0);
  });
});
