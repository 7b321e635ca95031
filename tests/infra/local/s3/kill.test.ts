import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCloud } from './cloud.ts';

const Acknowledged = z.tuple([z.string(), z.string(), z.string()]);
let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 's3-kill-'));
});
afterAll(() => rmSync(dataDir, { recursive: true }));

/** Lets a child write until some writes are acknowledged, kills it in the middle of the next, gives what it had said. */
async function writeAndKill(run: string, atLeast: number): Promise<z.infer<typeof Acknowledged>[]> {
  const script = fileURLToPath(new URL('./writer.ts', import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, dataDir, run]);
  let said = '';
  let complaints = '';
  child.stderr.on('data', (piece: Buffer) => (complaints += piece.toString()));
  child.stdout.on('data', (piece: Buffer) => {
    said += piece.toString();
    if (said.split('\n').length > atLeast) child.kill('SIGKILL');
  });
  await once(child, 'close');
  if (child.signalCode !== 'SIGKILL') throw new Error(complaints);
  const lines = said.split('\n').slice(0, -1);
  return lines.map((line) => Acknowledged.parse(JSON.parse(line)));
}

describe('after kill -9', () => {
  it('every acknowledged object is there, each with its event, and the tree equals the database', async () => {
    const acknowledged: z.infer<typeof Acknowledged>[] = [];
    for (const [round, atLeast] of [40, 150, 300].entries()) {
      acknowledged.push(...(await writeAndKill(`run-${round}`, atLeast)));
      const cloud = await openCloud({ dataDir });
      for (const [key, versionId, body] of acknowledged) {
        const object = cloud.s3.read('killed', key, versionId);
        expect(object && (await text(object.stream()))).toBe(body);
      }
      const live = cloud.s3.list('killed', '').map(({ key }) => key);
      const files = live.filter((key) => !live.some((other) => other.startsWith(`${key}/`)));
      const tree = cloud.tree('killed');
      expect(Object.keys(tree).sort()).toEqual(files.toSorted());
      for (const [key, content] of Object.entries(tree)) {
        const object = cloud.s3.read('killed', key);
        expect(object && (await text(object.stream()))).toBe(content);
      }
      const count = (sql: string): unknown => cloud.store.db.prepare(sql).get()?.['n'];
      expect(count('SELECT count(*) AS n FROM heard')).toBe(count('SELECT count(*) AS n FROM s3_versions'));
      await cloud.close();
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(490);
  }, 60_000);

  it('files that no row tells of are swept once they are too old to belong to a running upload', async () => {
    const orphan = join(dataDir, 'blobs', 'orphan');
    const half = join(dataDir, 'blobs', 'incoming', 'half');
    const fresh = join(dataDir, 'blobs', 'incoming', 'fresh');
    for (const file of [orphan, half, fresh]) writeFileSync(file, 'x');
    const old = new Date(Date.now() - 2 * 60 * 60 * 1000);
    for (const file of [orphan, half]) utimesSync(file, old, old);
    await (await openCloud({ dataDir })).close();
    expect(
      [orphan, half, fresh].map((file) => statSync(file, { throwIfNoEntry: false }) !== undefined),
    ).toEqual([false, false, true]);
  });
});
