import { setTimeout as sleep } from 'node:timers/promises';
import type { System } from './system.ts';

export type DroppedFile = { readonly key: string; readonly body: Uint8Array };

const LOOK_MS = 1000;

/**
 * Drops files at once and waits until an execution for each has ended. Throws when one failed, or when after `waitMs` some
 * have not ended or never began.
 */
export async function dropWave(
  { clients, output }: System,
  files: readonly DroppedFile[],
  waitMs: number,
): Promise<string> {
  const machine = output('IngestStateMachineArn');
  const ended = async () => ({
    succeeded: await clients.executions(machine, 'SUCCEEDED'),
    failed: await clients.executions(machine, 'FAILED'),
  });
  const before = await ended();
  for (const file of files)
    if (!(await clients.drop(file.key, file.body))) throw new Error(`${file.key} lay there already`);
  const until = Date.now() + waitMs;
  for (;;) {
    await sleep(LOOK_MS);
    const now = await ended();
    const [succeeded, failed] = [now.succeeded - before.succeeded, now.failed - before.failed];
    if (succeeded + failed >= files.length) {
      if (failed > 0) throw new Error(`${failed} of ${files.length} executions failed`);
      return `${files.length} files, ${succeeded} executions succeeded`;
    }
    if (Date.now() > until)
      throw new Error(
        `of ${files.length} files ${succeeded + failed} executions ended, ${failed} of them failed; the others run or never began`,
      );
  }
}
