import type { Clock, FairnessGate, ObjectStore } from '#ports';
import { canonicalJson } from '#schemas/canonical-json.ts';
import { Failure } from '#schemas/failures.ts';
import { FairnessReport, GateState } from '#schemas/fairness.ts';
import { SETTINGS } from '#schemas/settings.ts';
import { parseAttributes } from './attributes-csv.ts';
import { auditedSubjects, type SubjectPorts } from './audited-subjects.ts';
import { fairnessGate } from './gate.ts';
import type { AuditedSubject } from './subject.ts';

export type FairnessPorts = SubjectPorts & {
  /** The audit's own bucket: what it reads, and its reports (R25). */
  readonly audit: Pick<ObjectStore, 'read' | 'write' | 'list'>;
  readonly gate: FairnessGate;
  readonly clock: Clock;
};

/** Where the privacy officer's process puts the file; of several the last by name counts. */
const ATTRIBUTES = 'attributes/';
const LATEST = 'reports/latest.json';

/**
 * Tests a judged version (R26–R28), keeps the report beside the audit's file, and publishes the verdict alone. Without a
 * version: the latest that is judged. Throws Failure('NotFound') while there is no file or nothing is judged, and what
 * `parseAttributes` throws.
 */
export async function testFairness(
  version: number | undefined,
  ports: FairnessPorts,
): Promise<FairnessReport> {
  const key = (await ports.audit.list(ATTRIBUTES))
    .filter((each) => each.endsWith('.csv'))
    .sort()
    .at(-1);
  if (key === undefined)
    throw new Failure(
      'NotFound',
      `no file ${ATTRIBUTES}….csv lies in the audit bucket: there is nothing to test by`,
    );
  const asked = version ?? (await ports.registry.pointer('judged'))?.version;
  if (asked === undefined) throw new Failure('NotFound', 'no version is judged yet');
  const attributes = parseAttributes(new TextDecoder().decode(await ports.audit.read(key)));
  const audited = await auditedSubjects(asked, attributes, ports);
  const { verdict, because, tests, cells } = fairnessGate(audited.subjects);
  const before = await latestReport(ports);
  const error = errorShare(audited.subjects);
  const testedOn = ports.clock.now().toISOString().slice(0, 10);
  const measured = before?.baseline_error_share ?? null;
  const paused =
    error !== null && measured !== null && rounded(error - measured) > SETTINGS.fairness.errorRise;
  const report: FairnessReport = {
    version: asked,
    model: audited.model,
    tested_on: testedOn,
    retest_by: daysAfter(testedOn, SETTINGS.fairness.retestDays),
    verdict,
    because,
    paused,
    error_share: error,
    // What the next test is held against: a rise that paused is no new normal.
    baseline_error_share: paused ? measured : (error ?? measured),
    subjects: audited.subjects.length,
    unknown_addresses: audited.unknownAddresses,
    without_group: audited.withoutGroup,
    tests,
    suppressed: cells.filter(({ suppressed }) => suppressed).length,
    cells: [...cells],
  };
  const text = canonicalJson(report);
  await ports.audit.write(`reports/${testedOn}-v${asked}.json`, text, 'application/json');
  await ports.audit.write(LATEST, text, 'application/json');
  await ports.gate.publish(GateState.parse(pick(report)));
  return report;
}

/** The latest report; undefined before a first test. */
export async function latestReport({
  audit,
}: Pick<FairnessPorts, 'audit'>): Promise<FairnessReport | undefined> {
  const keys = await audit.list(LATEST);
  if (!keys.includes(LATEST)) return undefined;
  return FairnessReport.parse(JSON.parse(new TextDecoder().decode(await audit.read(LATEST))));
}

const pick = ({ version, model, tested_on, retest_by, verdict, paused }: FairnessReport): GateState => ({
  version,
  model,
  tested_on,
  retest_by,
  verdict,
  paused,
});

/** Of the selected that were looked at, the share with whom nothing was wrong; null of fewer than ten. */
function errorShare(subjects: readonly AuditedSubject[]): number | null {
  const looked = subjects.filter(({ selected, found }) => selected && found !== null);
  if (looked.length < SETTINGS.fairness.smallestCell) return null;
  return rounded(looked.filter(({ found }) => found === 'wrong').length / looked.length);
}

/** Shares are told to four decimals, and compared as told. */
const rounded = (share: number): number => Math.round(share * 10_000) / 10_000;

const DAY_MS = 86_400_000;
const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
