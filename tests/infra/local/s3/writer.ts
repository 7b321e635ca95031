import { openS3 } from '#local/s3/service.ts';
import { openStore } from '#local/store.ts';

/** Run by the test of kill -9: writes without end, and acknowledges each write on a line of its own. */
const store = openStore(process.argv[2] ?? '');
const s3 = openS3({
  store,
  events: {
    emit: ({ detail }) => void store.db.prepare('INSERT INTO heard VALUES (?)').run(JSON.stringify(detail)),
  },
});
store.db.exec('CREATE TABLE IF NOT EXISTS heard (detail TEXT NOT NULL)');
s3.createBucket({ name: 'killed', versioned: true, eventBridge: true });
const run = process.argv[3] ?? '';
const write = async (lane: number): Promise<void> => {
  for (let index = 0; ; index++) {
    // Some keys are replaced, some turn from file to folder and back.
    const key =
      index % 3 === 0 ? `${run}/${lane}/${index}` : index % 3 === 1 ? `lane-${lane}` : `lane-${lane}/under`;
    const body = `${run} ${lane} ${index} ${'x'.repeat((index * 37) % 5000)}`;
    const { versionId } = await s3.put('killed', key, body);
    process.stdout.write(`${JSON.stringify([key, versionId, body])}\n`);
  }
};
await Promise.all([0, 1, 2, 3].map(write));
