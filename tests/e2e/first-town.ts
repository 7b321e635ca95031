import { cpSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { openTown } from './open-town.ts';

/** Where others begin from: what a first start on an empty directory makes, with its secret, and the app's template. */
export type FirstTown = { readonly dataDir: string; readonly assemblyDir: string };

/** Makes it in an empty folder. */
export async function makeFirstTown(folder: string): Promise<FirstTown> {
  const first = { dataDir: join(folder, 'first'), assemblyDir: join(folder, 'assembly') };
  await (await openTown(first.dataDir)).cloud.close();
  renameSync(join(first.dataDir, 'assembly'), first.assemblyDir);
  return first;
}

/** A directory that begins from it. */
export function copyTown({ dataDir }: Pick<FirstTown, 'dataDir'>, to: string): string {
  cpSync(dataDir, to, { recursive: true });
  return to;
}
