import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkRecords } from '#link/link-records.ts';
import { PERSON_MODEL } from '#link/model.ts';
import { standingDecisions } from '#link/standing-decisions.ts';
import type { LinkDecision } from '#schemas/link-decision.ts';
import type { Link } from '#schemas/link.ts';
import type { SourceRecord } from '#schemas/record.ts';
import { aDecision } from './decisions.ts';
import { aResident, aSuspect } from './records.ts';
import { drops, linksAfter, recordsAfter } from './town.ts';

const PIET = { given_names: 'Pieter Johannes', surname: 'Jansen', birth_date: '1980-03-12' };
const resident = aResident('piet', PIET);
const suspect = aSuspect('suspect', PIET);
const stranger = aSuspect('stranger', { given_names: 'Anna', surname: 'Bakker' });
const model = PERSON_MODEL;

const linked = (records: readonly SourceRecord[], decisions: readonly LinkDecision[]) =>
  linkRecords({ current: [], links: [], changed: records, removed: [], model, decisions }).added;

describe('what people decided', () => {
  it('goes before weights, and links what nothing else links', () => {
    const [rejected] = linked([resident, suspect], [aDecision(resident, suspect, 'other')]);
    expect(rejected).toMatchObject({ probability: 0, explanation: { basis: 'decision', rule: 'rejected' } });
    const [confirmed] = linked([resident, stranger], [aDecision(resident, stranger, 'same')]);
    expect(confirmed).toMatchObject({
      probability: 1,
      explanation: { basis: 'decision', rule: 'confirmed' },
    });
  });

  it('waits for records that are not there', () => {
    expect(linked([resident], [aDecision(resident, stranger, 'same')])).toEqual([]);
  });

  it('is for the model again once it is opened, though no record changed', () => {
    const decisions = [aDecision(resident, suspect, 'other', 1)];
    const before = linked([resident, suspect], decisions);
    const opened = [...decisions, aDecision(resident, suspect, 'open', 2)];
    const current = [resident, suspect];
    const delta = linkRecords({ current, links: before, changed: [], removed: [], model, decisions: opened });
    expect(linksAfter(before, delta)).toEqual(linked(current, []));
    expect(delta.added[0]?.explanation.basis).toBe('weights');
  });

  it('reports decisions that earlier ones rule out', () => {
    const decisions = [
      aDecision(resident, suspect, 'same', 1),
      aDecision(suspect, stranger, 'same', 2),
      aDecision(resident, stranger, 'other', 3),
    ];
    const input = { current: [], links: [], changed: [resident, suspect, stranger], removed: [], model };
    const { added, report } = linkRecords({ ...input, decisions });
    expect(report.decisionsContradicted).toBe(1);
    expect(added.map((link) => link.explanation.rule)).toEqual(['confirmed', 'confirmed']);
  });
});

const NAMES = ['suspect-0', 'suspect-1', 'suspect-2', 'resident-0', 'resident-1'] as const;
const decision = fc
  .tuple(
    fc.constantFrom(...NAMES),
    fc.constantFrom(...NAMES),
    fc.constantFrom('same' as const, 'other' as const, 'open' as const),
    fc.nat(59),
  )
  .filter(([one, other]) => one !== other)
  .map(([one, other, what, minute]) => aDecision(aSuspect(one), aSuspect(other), what, minute));

describe('whatever people decide, and whenever', () => {
  it('links after any sequence of drops and decisions equal those of one run over everything', () => {
    fc.assert(
      fc.property(
        drops,
        fc.array(fc.array(decision, { maxLength: 3 }), { maxLength: 6 }),
        (sequence, told) => {
          let records: SourceRecord[] = [];
          let links: Link[] = [];
          let decisions: LinkDecision[] = [];
          sequence.forEach((drop, at) => {
            decisions = [...decisions, ...(told[at] ?? [])];
            links = linksAfter(links, linkRecords({ current: records, links, ...drop, model, decisions }));
            records = recordsAfter(records, drop);
            expect(links).toEqual(linked(records, decisions));
          });
        },
      ),
      { numRuns: 200 },
    );
  });

  it('what stands contradicts nothing, and does not depend on the order in which it is read', () => {
    fc.assert(
      fc.property(fc.array(decision, { maxLength: 8 }), (decisions) => {
        const { standing, contradicted } = standingDecisions(decisions);
        expect(standingDecisions(standing)).toEqual({ standing, contradicted: [] });
        expect(standingDecisions(decisions.toReversed()).standing.map((each) => each.decision)).toEqual(
          standing.map((each) => each.decision),
        );
        expect(standing.length + contradicted.length).toBeLessThanOrEqual(decisions.length);
      }),
    );
  });
});
