import { Failure } from '#schemas/failures.ts';
import { type FairnessReport, gateVerdict, type Verdict } from '#schemas/fairness.ts';
import type { DoorInput } from './door-input.ts';
import { type FairnessPorts, latestReport, testFairness } from './test-fairness.ts';

export type DoorOutput = {
  /** What the work list goes by today: null where nothing was tested, or the re-test is overdue. */
  readonly verdict_today: Verdict | null;
  readonly report: FairnessReport | null;
};

/**
 * The door of the fairness gate, for privacy officers alone (R25): tests, and shows what was found last. Throws
 * Failure('RuleViolated') for every other role, and what `testFairness` throws.
 */
export async function fairnessDoor(asked: DoorInput, ports: FairnessPorts): Promise<DoorOutput> {
  if (asked.actor.role !== 'privacy_officer')
    throw new Failure(
      'RuleViolated',
      `R25: the audit is for privacy officers, not for a ${asked.actor.role}`,
    );
  const report =
    asked.operation === 'test' ? await testFairness(asked.version, ports) : await latestReport(ports);
  const today = ports.clock.now().toISOString().slice(0, 10);
  return { verdict_today: gateVerdict(await ports.gate.state(), today), report: report ?? null };
}
