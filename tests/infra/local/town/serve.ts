/** Serves the town in a process of its own, for tests that kill it. Prints the outputs and the address as one line. */
import { openCloud } from '#local/cloud.ts';

const cloud = await openCloud({ dataDir: String(process.argv[2]), port: 0, repository: import.meta.dirname });
console.log(JSON.stringify({ url: cloud.url, outputs: cloud.outputs }));
