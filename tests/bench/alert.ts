import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { required } from '#local/main-job/clients.ts';
import { openTown, runSample, type Town } from '#tests/e2e/open-town.ts';

/**
 * From dropping a file of 100 reports to the alert in the outbox, on a town that is loaded: every run drops a new file of
 * which one row is about an address on a watch list. Prints each run and the median.
 */
const { values } = parseArgs({
  options: { residents: { type: 'string', default: '2000' }, runs: { type: 'string', default: '5' } },
});
const residents = Number(values.residents);

const HEADER = 'Meldingnummer;Datum melding;Kanaal;Onderwerp;Omschrijving;Aard;Adres;Woonplaats';
const PROPOSER = { id: 'a.visser', team: 'toezicht', role: 'case_worker' };
const APPROVER = { id: 'm.dekker', team: 'openbare-orde', role: 'case_worker' };

const town = await openTown(mkdtempSync(join(tmpdir(), 'verband-alert-')));
await runSample(town, { residents, seed: 1, today: '2026-10-15' });
const address = await watchAnAddress(town);
const seconds: number[] = [];
for (let run = 0; run < Number(values.runs); run += 1) seconds.push(await dropToAlert(town, address, run));
await town.cloud.close();
const median = seconds.toSorted((one, other) => one - other)[Math.floor(seconds.length / 2)] ?? Number.NaN;
process.stdout.write(
  `${residents} residents, 100 reports a file: ${seconds.map((each) => each.toFixed(2)).join(', ')} s; median ${median.toFixed(2)} s\n`,
);

/** Puts the address with the most factual rows on the list of the main job; gives its text as people write it. */
async function watchAnAddress({ cloud, clients }: Town): Promise<string> {
  const restricted = required(cloud.outputs, 'AthenaRestrictedDatabase');
  const [found] = await clients.query(`
    SELECT relations.to_entity_id AS id, max(labels.label) AS label,
      array_join(array_agg(relations.record_id || '=' || members.source), ',') AS facts
    FROM relations
    JOIN members ON members.record_id = relations.record_id
    JOIN entities ON entities.entity_id = relations.from_entity_id
    JOIN "${restricted}".labels ON labels.entity_id = relations.to_entity_id
    WHERE relations.role = 'location' AND json_extract_scalar(entities.attributes, '$.nature') = 'fact'
      AND json_extract_scalar(entities.attributes, '$.channel') IS DISTINCT FROM 'mma'
    GROUP BY relations.to_entity_id ORDER BY count(*) DESC, 1 LIMIT 1`);
  const door = required(cloud.outputs, 'WatchDoorFunction');
  const [list] = JSON.parse(
    JSON.stringify(
      await clients.invoke(door, {
        operation: 'show_lists',
        actor: PROPOSER,
        purpose: 'measuring the alert',
        legal_basis: 'own',
      }),
    ),
  );
  const entry = JSON.parse(
    JSON.stringify(
      await clients.invoke(door, {
        operation: 'propose',
        actor: PROPOSER,
        list_id: list.list_id,
        subject_entity_id: found?.id,
        criterion: 'several factual reports',
        reason: 'several factual reports in a year',
        legal_basis: 'Gemeentewet art. 172',
        facts: (found?.facts ?? '')
          .split(',')
          .slice(0, 2)
          .map((fact) => ({
            record_id: fact.split('=')[0],
            source: fact.split('=')[1],
            statement: 'A factual row about this address.',
          })),
        sources: ['reports'],
      }),
    ),
  );
  await clients.invoke(door, {
    operation: 'approve',
    actor: APPROVER,
    list_id: list.list_id,
    entry_id: entry.entry_id,
  });
  await cloud.idle();
  return (found?.label ?? '').split(',')[0] ?? '';
}

async function dropToAlert({ cloud, clients }: Town, address: string, run: number): Promise<number> {
  const rows = Array.from(
    { length: 100 },
    (_each, index) =>
      `B${run}-${index};01-10-2026;bewoner;hennep;Sterke lucht in de gang.;feit;${index === 50 ? address : `Nergensweg ${index}`};Veenhaven`,
  );
  const told = cloud.sns.deliveries().length;
  const start = performance.now();
  await clients.drop(`reports/bench-${run}.csv`, Buffer.from(`${HEADER}\n${rows.join('\n')}\n`));
  while (cloud.sns.deliveries().length === told) await sleep(5);
  const elapsed = (performance.now() - start) / 1000;
  await cloud.idle();
  return elapsed;
}
