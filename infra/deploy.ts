import { parseArgs } from 'node:util';
import { askChoices } from './deployment/ask.ts';
import { runCdk } from './deployment/cdk.ts';
import { givenChoices, standingChoices } from './deployment/choices.ts';

const USAGE = `npm run deploy -- [-c name=value …] [--yes]

Asks for the choices of a deployment that are not given (in a terminal; elsewhere cdk.json's hold), bootstraps the account,
deploys both stacks and prints their outputs.

  -c, --context name=value   region, alarmAddress, allowedMailDomains, loginUrl, production
  --yes                      does not ask before rights are widened
`;

/** `npm run deploy`. */
try {
  const { values } = parseArgs({
    options: {
      context: { type: 'string', short: 'c', multiple: true, default: [] },
      yes: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) process.stdout.write(USAGE);
  else {
    const chosen = await askChoices(givenChoices(values.context), standingChoices(), {
      input: process.stdin,
      output: process.stdout,
    });
    const context = Object.entries(chosen).flatMap(([name, value]) => ['--context', `${name}=${value}`]);
    process.exitCode =
      (await runCdk('bootstrap', ...context)) ||
      (await runCdk(
        'deploy',
        '--all',
        '--method',
        'direct',
        '--require-approval',
        values.yes ? 'never' : 'broadening',
        ...context,
      ));
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
