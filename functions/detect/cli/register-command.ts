import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { askDoor, type DoorCommand } from '#adapters/door-client.ts';
import { Accountability, lapsedAssessments, productionAssessments } from '#schemas/accountability.ts';
import { Failure } from '#schemas/failures.ts';
import { GateState } from '#schemas/fairness.ts';
import { checkedPattern, livePatterns, loadLibrary, type Pattern } from '../library.ts';
import { composeRecord } from '../register/compose-record.ts';
import { recordProblems } from '../register/record-fields.ts';
import { recordCsv, recordJson } from '../register/write-record.ts';

export type RegisterCommand = {
  /** The accountability file. */
  readonly config: string;
  /** Path of the record without extension. */
  readonly out: string;
  readonly offline: boolean;
  readonly ask: DoorCommand;
};

const Facts = z.object({
  patterns: z.array(z.object({ id: z.string(), text: z.string() })),
  gate: GateState.nullable(),
});
const Refused = z.object({ code: z.literal('ECONNREFUSED') });

/**
 * Writes the Algoritmeregister's record as JSON and CSV and says where. Throws Failure('RuleViolated') naming everything that
 * is missing or lapsed (R29, R30); nothing is written then.
 */
export async function writeRegister(command: RegisterCommand, day: string): Promise<string> {
  const accountability = readConfig(command.config);
  const { facts, note } = await askFacts(command);
  const patterns = livePatterns(
    [...loadLibrary(), ...facts.patterns.map(({ id, text }): Pattern => checkedPattern(`${id}.sql`, text))],
    day,
  );
  const record = composeRecord({ accountability, patterns, gate: facts.gate });
  const inUse = record.status === 'In gebruik';
  const problems = [
    ...recordProblems(record),
    ...lapsedAssessments(productionAssessments(true, accountability.assessments), day).map(
      (lapse) => `impacttoetsen: ${lapse} (R30)`,
    ),
    ...(inUse && facts.gate === null ? ['risicobeheer: the fairness gate never gave a verdict (R26)'] : []),
    ...(inUse && facts.gate && facts.gate.retest_by < day
      ? [`risicobeheer: the fairness gate's verdict held until ${facts.gate.retest_by} (R28)`]
      : []),
  ];
  if (problems.length > 0)
    throw new Failure('RuleViolated', `R29: the record is not complete\n${problems.join('\n')}`);
  mkdirSync(dirname(command.out), { recursive: true });
  writeFileSync(`${command.out}.json`, recordJson(record));
  writeFileSync(`${command.out}.csv`, recordCsv(record));
  return [`${command.out}.json`, `${command.out}.csv`, ...note].join('\n');
}

function readConfig(file: string): Accountability {
  if (!existsSync(file)) throw new Failure('InvalidRequest', `there is no ${file}: name it with --config`);
  const parsed = Accountability.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Failure('InvalidRequest', `${file} does not fit\n${issues.join('\n')}`);
}

const NOTHING_KNOWN: z.infer<typeof Facts> = { patterns: [], gate: null };
const LEFT_OUT = 'no system was asked: analysts’ patterns and the verdict of the fairness gate are left out';

/** What only the running system knows; without one the record rests on the files alone, and says so. */
async function askFacts({ ask, offline }: RegisterCommand) {
  const there = ask.functionName !== undefined || existsSync(join(ask.dataDir, 'outputs.json'));
  if (offline || !there) return { facts: NOTHING_KNOWN, note: [LEFT_OUT] };
  try {
    return { facts: Facts.parse(await askDoor('DetectDoorFunction', ask)), note: [] };
  } catch (error) {
    if (!Refused.safeParse(error).success) throw error;
    return { facts: NOTHING_KNOWN, note: [LEFT_OUT] };
  }
}
