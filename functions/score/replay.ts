import * as z from 'zod';
import type { Lake, ObjectStore, Registry } from '#ports';
import { canonicalJson } from '#schemas/canonical-json.ts';
import { Failure } from '#schemas/failures.ts';
import { Finding } from '#schemas/finding.ts';
import { Score } from '#schemas/score.ts';
import type { PublishedVersion, TableFiles } from '#schemas/version.ts';
import { readModel } from './models.ts';
import { scoreAddresses } from './score-addresses.ts';
import { isOfTheseRules } from './score-model.ts';

export type ReplayPorts = {
  readonly lake: Pick<Lake, 'read' | 'state' | 'write'>;
  readonly objects: Pick<ObjectStore, 'read' | 'remove'>;
  readonly registry: Pick<Registry, 'version'>;
};

export type Replayed = {
  readonly table: 'scores' | 'shadow_scores';
  readonly model: string | null;
  readonly scores: number;
  /** The same scores, contribution by contribution and input hash by input hash. */
  readonly sameScores: boolean;
  /** The same file, byte by byte. */
  readonly sameBytes: boolean;
};

export type Replay = {
  readonly version: number;
  readonly same: boolean;
  readonly tables: readonly Replayed[];
};

const TABLES = ['scores', 'shadow_scores'] as const;

/**
 * R17: scores a judged version once more, from its findings and the stored models alone, and holds the outcome against what
 * was stored: value by value, and the file byte by byte. Throws Failure('NotFound') for a version that is not judged,
 * Failure('InvalidRequest') for one that was scored by earlier rules: the release that scored it replays it.
 */
export async function replayScores(version: number, ports: ReplayPorts): Promise<Replay> {
  const judged = await ports.registry.version('judged', version);
  if (!judged) throw new Failure('NotFound', `version ${version} is not judged`);
  const findings = z.array(Finding).parse(await ports.lake.state('findings', [judged]));
  const tables: Replayed[] = [];
  for (const files of judged.files) {
    const table = TABLES.find((name) => name === files.table);
    if (table) tables.push(await replayTable({ table, files, findings, judged }, ports));
  }
  return { version, same: tables.every((each) => each.sameScores && each.sameBytes), tables };
}

async function replayTable(
  {
    table,
    files,
    findings,
    judged,
  }: {
    readonly table: Replayed['table'];
    readonly files: TableFiles;
    readonly findings: readonly Finding[];
    readonly judged: PublishedVersion;
  },
  { lake, objects }: ReplayPorts,
): Promise<Replayed> {
  const stored = z.array(Score).parse(await lake.read(files));
  const model = stored[0]?.model ?? null;
  if (model !== null && !isOfTheseRules({ id: model }))
    throw new Failure(
      'InvalidRequest',
      `version ${judged.version}: ${model} scored it by other rules than this release; replay it with the release that did`,
    );
  // Without a score nothing was found, whichever model looked.
  const again = model === null ? [] : scoreAddresses(findings, await readModel(model, objects));
  const sameScores =
    canonicalJson(again) === canonicalJson(stored) && (model !== null || findings.length === 0);
  const rewritten = await lake.write(table, `replay/version=${judged.version}`, '0000', again);
  try {
    const [before, after] = await Promise.all([bytesOf(files, objects), bytesOf(rewritten, objects)]);
    return { table, model, scores: stored.length, sameScores, sameBytes: before.equals(after) };
  } finally {
    await objects.remove(rewritten.keys);
  }
}

async function bytesOf(files: TableFiles, objects: Pick<ObjectStore, 'read'>): Promise<Buffer> {
  return Buffer.concat(await Promise.all(files.keys.map(async (key) => objects.read(key))));
}
