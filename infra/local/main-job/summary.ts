import { relative } from 'node:path';
import * as z from 'zod';
import { Candidate } from '#schemas/case.ts';
import type { Cloud } from '../cloud.ts';
import { type Clients, type QueryRow, required } from './clients.ts';
import { scoreWorth } from './score-worth.ts';
import { table } from './text-table.ts';
import { printThemes } from './themes-summary.ts';

const DELIVERIES = `
  SELECT object_key, status, rows_read, rows_accepted, rows_rejected, reasons
  FROM deliveries ORDER BY received_at, object_key`;
const COUNTS = `
  SELECT kind, count(*) AS entities FROM entities GROUP BY kind ORDER BY kind`;
const TOTALS = `
  SELECT (SELECT count(*) FROM links) AS links, (SELECT count(*) FROM relations) AS relations,
    (SELECT count(*) FROM members) AS records, (SELECT max(version) FROM pointers) AS version`;
const FINDINGS = `
  SELECT pattern_id, count(*) AS findings, count_if(withheld) AS withheld FROM findings GROUP BY pattern_id ORDER BY findings DESC, pattern_id`;

const Reasons = z.array(z.object({ code: z.string(), message: z.string(), count: z.number() }));
const CandidateItem = z.object({ candidate: Candidate });
/** Why a contribution counts for nothing or less, in words. */
const NOT_COUNTED = {
  in_research: 'withheld: rests on a field under investigation',
  judgement: 'a judgement weighs 0',
  counted_once: 'counted once, with another pattern',
  explains_nothing: 'nothing here to explain',
} as const;
const SHOWN_REASONS = 3;
const SHOWN_CANDIDATES = 10;

/** What the town's data says now. Every figure is asked of Athena or DynamoDB at this moment. */
export async function printSummary(
  clients: Clients,
  cloud: Cloud,
  out: NodeJS.WritableStream,
): Promise<void> {
  const say = (line = '') => out.write(`${line}\n`);
  const machine = required(cloud.outputs, 'IngestStateMachineArn');
  const [deliveries, kinds, totals, findings, items, succeeded, failed] = await Promise.all([
    clients.query(DELIVERIES),
    clients.query(COUNTS),
    clients.query(TOTALS),
    clients.query(FINDINGS),
    clients.casesByStatus('candidate#open'),
    clients.executions(machine, 'SUCCEEDED'),
    clients.executions(machine, 'FAILED'),
  ]);

  say('\nFiles');
  say(
    table(
      ['file', 'status', 'read', 'accepted', 'rejected', 'commonest reasons'],
      deliveries.map((row) => [
        text(row, 'object_key'),
        text(row, 'status'),
        text(row, 'rows_read'),
        text(row, 'rows_accepted'),
        text(row, 'rows_rejected'),
        reasonsOf(row),
      ]),
    ),
  );
  say(
    `  the report on each, in Dutch and English: s3://${required(cloud.outputs, 'ReportBucket')}/reports/<file>.txt (.json; .rejected.csv, to be mended and dropped again)`,
  );
  say(`  ${succeeded} executions of the workflow succeeded, ${failed} failed`);
  const [total] = totals;
  if (deliveries.length === 0) {
    say('\nAn empty town: drop files into the folders brp, bag, reports, raids … of the drop bucket');
    return;
  }
  say(
    `\nLinked, version ${text(total, 'version')}: ${text(total, 'records')} records, ${text(total, 'links')} links, ${text(total, 'relations')} relations`,
  );
  say(`  entities: ${kinds.map((row) => `${text(row, 'entities')} ${text(row, 'kind')}`).join(' · ')}`);
  say('\nFindings of the patterns');
  say(
    table(
      ['pattern', 'findings', 'withheld'],
      findings.map((row) => [text(row, 'pattern_id'), text(row, 'findings'), text(row, 'withheld')]),
    ),
  );
  await printThemes(clients, say);

  const candidates = items
    .map((item) => CandidateItem.parse(item).candidate)
    .sort((one, other) => other.score - one.score || one.candidate_id.localeCompare(other.candidate_id));
  say(`\nCandidates: ${candidates.length} open; up to ten with most points (for and against, by pattern)`);
  // One without points was drawn by lot, which nobody is to see before its outcome (R20).
  const shown = candidates.filter(({ score }) => score > 0).slice(0, SHOWN_CANDIDATES);
  const labels = await labelsOf(
    shown.map((candidate) => candidate.subject_entity_id),
    clients,
    cloud,
  );
  for (const [index, candidate] of shown.entries()) {
    say(
      `  ${String(index + 1).padStart(2)}. ${candidate.subject_entity_id}  ${points(candidate.score)} points  ${labels.get(candidate.subject_entity_id) ?? ''}`,
    );
    for (const score of candidate.scores) {
      const parts = score.contributions.map(
        (each) =>
          `${each.pattern_id} ${points(each.points)}${each.withheld ? ` (${NOT_COUNTED[each.withheld]})` : ''}`,
      );
      say(`      ${score.theme.padEnd(10)} ${points(score.score).padStart(6)} = ${parts.join(', ')}`);
    }
  }
  say('  A candidate is a suggestion; it becomes a case only when a named person takes it up.');
  if (candidates.length > 0) for (const line of await scoreWorth(clients, cloud.outputs)) say(`  ${line}`);
  printOutbox(cloud, say);
}

/** The addresses in words, from the restricted database: here the town is a made-up one. */
async function labelsOf(
  ids: readonly string[],
  clients: Clients,
  cloud: Cloud,
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const database = required(cloud.outputs, 'AthenaRestrictedDatabase');
  const rows = await clients.query(
    `SELECT entity_id, label FROM "${database}".labels WHERE entity_id IN (${ids.map((id) => `'${id}'`).join(', ')})`,
  );
  return new Map(rows.map((row) => [text(row, 'entity_id'), text(row, 'label')]));
}

function printOutbox(cloud: Cloud, say: (line?: string) => void): void {
  const sent = alertsSent(cloud);
  say(`\nAlerts: ${sent.length} in the outbox`);
  const last = sent.at(-1);
  if (!last) return;
  say(`  the latest, ${relative(process.cwd(), last.file)}:`);
  for (const line of last.text.trimEnd().split('\n')) say(`    ${line}`);
}

/** Messages of topics; codes for telephones go to no topic. */
const alertsSent = (cloud: Cloud) =>
  cloud.sns
    .deliveries()
    .filter(
      (delivery) =>
        delivery.kind === 'notification' &&
        delivery.topicArn !== undefined &&
        delivery.subject?.startsWith('Verband') === true,
    );

/** Commands that a newcomer can paste next. */
export function nextCommands(cloud: Cloud, out: NodeJS.WritableStream): void {
  const { outputs } = cloud;
  const drop = required(outputs, 'DropBucket');
  const machine = required(outputs, 'IngestStateMachineArn');
  const region = required(cloud.environment, 'AWS_REGION');
  const alert = /alt-[a-z2-7]{26}/.exec(alertsSent(cloud).at(-1)?.text ?? '')?.[0];
  const lines = [
    `export AWS_ENDPOINT_URL=${cloud.url} AWS_REGION=${region} AWS_DEFAULT_REGION=${region} AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any`,
    `aws s3 cp mijn-meldingen.csv s3://${drop}/reports/`,
    'npm run deliveries -- list --limit 3',
    `aws s3 cp s3://${required(outputs, 'ReportBucket')}/reports/reports/mijn-meldingen.csv.txt -`,
    `aws stepfunctions list-executions --state-machine-arn ${machine} --max-items 5`,
    `aws athena list-named-queries --work-group ${required(outputs, 'AthenaWorkgroup')}`,
    `aws dynamodb query --table-name ${required(outputs, 'CasesTable')} --index-name byStatus --key-condition-expression 'gsi1pk = :s' --expression-attribute-values '{":s":{"S":"candidate#open"}}' --no-scan-index-forward --max-items 1`,
    ...(alert === undefined ? [] : [`npm run watch -- show ${alert} --as m.dekker --team openbare-orde`]),
  ];
  out.write(`\nNext\n${lines.map((line) => `  ${line}`).join('\n')}\n`);
}

function reasonsOf(row: QueryRow): string {
  const reasons = Reasons.parse(JSON.parse(row.reasons ?? '[]'));
  return [...reasons]
    .sort((one, other) => other.count - one.count)
    .slice(0, SHOWN_REASONS)
    .map((reason) => `${reason.count}× ${reason.code}`)
    .join(', ');
}

const text = (row: QueryRow | undefined, column: string): string => row?.[column] ?? '';
const points = (value: number): string => String(Number(value.toFixed(1)));
