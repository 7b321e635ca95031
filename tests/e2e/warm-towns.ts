import { once } from 'node:events';
import { createServer } from 'node:net';
import * as z from 'zod';
import { openPool } from '#local/lambda/pool.ts';
import { openTown, type Town } from './open-town.ts';

export type WarmTowns = {
  /** One at a time: close its cloud before the next is opened. */
  open(dataDir: string): Promise<Town>;
  close(): Promise<void>;
};

/**
 * Towns one after the other in which the functions' workers stay warm, as containers do on AWS: loading them all takes
 * longer than a small town's whole work. All directories must descend from one, so that names and secrets are the same.
 */
export async function warmTowns(assemblyDir: string): Promise<WarmTowns> {
  const port = await freePort();
  const pool = openPool({
    endpoint: () => `http://127.0.0.1:${port}`,
    compileCacheDir: process.env['NODE_COMPILE_CACHE'] ?? `${assemblyDir}.compile-cache`,
  });
  return {
    open: (dataDir) => openTown(dataDir, { assemblyDir, pool, port }),
    close: () => pool.close(),
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  server.close();
  await once(server, 'close');
  return port;
}
