import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';

/**
 * `npm run link -- --input FILE …`. What is compiled is kept from run to run, for this thread and for those that it
 * starts: half of what starting takes, and a quarter of the memory of a small run.
 */
const cache = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'compiled');
enableCompileCache(cache);
process.env['NODE_COMPILE_CACHE'] ??= cache;
// Threads give memory back between stages (`letGo`): a fifth of the most that a run takes.
setFlagsFromString('--expose-gc');
const { main } = await import('./cli/main.ts');
process.exitCode = await main(process.argv.slice(2));
