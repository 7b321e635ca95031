import { hash } from 'node:crypto';
import { expect, it } from 'vitest';
import { linkRecords } from '#link/link-records.ts';
import { PERSON_MODEL } from '#link/model.ts';
import { RecordId, idText } from '#schemas/ids.ts';
import { aResident, aSuspect } from './records.ts';

const RECORDS = 100_000;
const PIET = { given_names: 'Piet', surname: 'Jansen', birth_date: '1980-03-12' };
const ANNA = { given_names: 'Anna', surname: 'Visser', birth_date: '1975-01-02' };

it(`does not compare ${RECORDS} records of one blocking key with each other, says so, and links the others`, () => {
  const one = aSuspect('one of many', PIET);
  const crowd = Array.from({ length: RECORDS }, (_none, at) => ({
    ...one,
    record_id: RecordId.parse(`rec-${idText(hash('sha256', `suspect ${at}`, 'buffer'))}`),
  }));
  const resident = aResident('resident', ANNA);
  const suspect = aSuspect('suspect', ANNA);
  // In the crowd's block, and told from it by a sub-key.
  const brother = aResident('brother', { ...PIET, given_names: 'Willem' });
  const mention = aSuspect('mention', { ...PIET, given_names: 'Willem' });

  const started = performance.now();
  const { added, report } = linkRecords({
    current: [],
    links: [],
    changed: [...crowd, resident, suspect, brother, mention],
    removed: [],
    model: PERSON_MODEL,
  });
  const seconds = (performance.now() - started) / 1000;

  const namesOf = (one: string, other: string): string => [one, other].toSorted().join(' ');
  expect(new Set(added.map((link) => namesOf(link.left_record_id, link.right_record_id)))).toEqual(
    new Set([namesOf(resident.record_id, suspect.record_id), namesOf(brother.record_id, mention.record_id)]),
  );
  expect(report.pairsWeighed).toBe(2);
  expect(report.largeBlocks).toContainEqual({
    rule: 'birth_date_and_surname',
    records: RECORDS + 2,
    left_out: RECORDS,
  });
  // 5 · 10⁹ pairs would take hours; going through the records takes seconds.
  expect(seconds).toBeLessThan(40);
}, 60_000);
