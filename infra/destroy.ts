import { runCdk } from './deployment/cdk.ts';

/**
 * `npm run destroy`: takes away what a release replaces, and keeps the data. The stateful stack stays as it is: its buckets,
 * tables, keys and people are protected, and a later `npm run deploy` goes on with them.
 */
process.stdout.write(
  'Functions, workflow, queries, topics and alarms go. The data stays: VerbandStateful is protected and is not touched.\n',
);
process.exitCode = await runCdk('destroy', 'VerbandStateless', '--exclusively', ...process.argv.slice(2));
