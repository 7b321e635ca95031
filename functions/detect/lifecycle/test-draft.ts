import { createHash } from 'node:crypto';
import type { Clock, Registry } from '#ports';
import { Failure } from '#schemas/failures.ts';
import type { Finding } from '#schemas/finding.ts';
import type { BackTest, PatternTest } from '#schemas/stored-pattern.ts';
import { type PublishedVersion, type Pointer } from '#schemas/version.ts';
import { findingsOf } from '../findings.ts';
import type { Pattern } from '../library.ts';
import { pin } from '../pin.ts';
import { answerOf, type AskPorts } from './answer-of.ts';
import { backTestOf } from './back-test.ts';
import { knownOutcomes } from './known-outcomes.ts';
import { otherFindings, overlapsOf } from './overlaps.ts';

export type TestPorts = AskPorts & {
  readonly registry: Pick<Registry, 'pointer' | 'versions'>;
  readonly clock: Clock;
};

/** Runs a draft on the version that is linked now, pinned as the library's are. Throws as `findingsOf` and `answerOf` do. */
export async function testDraft(draft: Pattern, ports: TestPorts): Promise<PatternTest> {
  const { pointer, versions } = await linked(ports);
  const at = versions.at(-1);
  if (!at) throw nothingLinked();
  const begun = ports.clock.now().getTime();
  const findings = await findIn(draft, at, pointer, ports);
  const elapsedMs = Math.max(0, ports.clock.now().getTime() - begun);
  const others = await otherFindings(tokenOf(draft, at, ports), ports);
  return {
    version: at.version,
    as_of: at.as_of,
    findings: findings.length,
    withheld: findings.filter((finding) => finding.withheld).length,
    elapsedMs,
    ...overlapsOf(findings, others, draft.dossier.id),
  };
}

/** Runs a draft on so many earlier versions, the newest first. Throws as `testDraft` does. */
export async function backTestDraft(draft: Pattern, count: number, ports: TestPorts): Promise<BackTest[]> {
  const { pointer, versions } = await linked(ports);
  const earlier = versions.slice(0, -1).slice(-count).toReversed();
  const [newest] = earlier;
  if (!newest) return [];
  const outcomes = await knownOutcomes(tokenOf(draft, newest, ports), ports);
  const tests: BackTest[] = [];
  for (const version of earlier)
    tests.push(backTestOf(draft, version, await findIn(draft, version, pointer, ports), outcomes));
  return tests;
}

async function findIn(
  draft: Pattern,
  at: PublishedVersion,
  { base }: Pointer,
  ports: TestPorts,
): Promise<Finding[]> {
  const sql = pin(draft.sql, { version: at.version, base, asOf: at.as_of }, draft.dossier.reads);
  return findingsOf(draft.dossier, await answerOf(sql, tokenOf(draft, at, ports), ports));
}

async function linked({ registry }: TestPorts) {
  const pointer = await registry.pointer('linked');
  if (!pointer || pointer.version === 0) throw nothingLinked();
  return { pointer, versions: await registry.versions(pointer) };
}

const nothingLinked = () => new Failure('NotFound', 'nothing is linked yet: there is nothing to test on');

/** Each trial is a query of its own, so that its time is measured and not remembered. */
const tokenOf = ({ sql }: Pattern, { version }: PublishedVersion, { clock }: TestPorts): string =>
  createHash('sha256')
    .update(`trial\u0000${version}\u0000${clock.now().toISOString()}\u0000${sql}`)
    .digest('hex');
