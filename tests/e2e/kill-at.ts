import { makeMunicipality } from '#local/sample/municipality.ts';
import { openTown } from './town.ts';

/**
 * A process that drops a few files and kills itself with SIGKILL at the n-th event of the workflow (`0` = never), for the
 * kill matrix. Prints how many events there were when it lives to the end.
 */
const [dataDir = '', at = '0'] = process.argv.slice(2);
const killAt = Number(at);
const town = await openTown(dataDir);
let events = 0;
town.cloud.states.onEvent(() => {
  events += 1;
  if (events === killAt) process.kill(process.pid, 'SIGKILL');
});
const { history, secondDelivery } = makeMunicipality({ residents: 220, seed: 4, today: '2026-10-15' });
const files = [
  ...(history[0] ?? []),
  ...(history[2] ?? []).filter((file) => !file.key.startsWith('brp/')),
  ...secondDelivery.filter((file) => file.key.startsWith('raids/')),
];
for (const file of files) {
  await town.clients.drop(file.key, file.body);
  if (file.key.startsWith('brp/')) await town.cloud.idle();
}
await town.cloud.idle();
process.stdout.write(`${events}\n`);
await town.cloud.close();
