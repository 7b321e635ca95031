import { systemClock } from '#adapters/clock.ts';
import { dynamoCaseFiles } from '#adapters/case-files.ts';
import { secretPseudonyms } from '#adapters/pseudonyms.ts';
import { dynamoRegistry } from '#adapters/registry.ts';
import { dynamoReviewLog } from '#adapters/review-log.ts';
import { dynamoStopButton } from '#adapters/stop-button.ts';
import { dynamoWatchStore } from '#adapters/watch-store.ts';
import { sfnWorkflow } from '#adapters/workflows.ts';
import { readConfig } from '#shell/config.ts';
import { lambda } from '#shell/lambda.ts';
import { log } from '#shell/log.ts';
import { openCasePorts } from './case-ports.ts';
import { casesDoor } from './door.ts';
import { DoorInput } from './door-input.ts';
import type { DoorPorts } from './door-ports.ts';

async function ports(): Promise<DoorPorts> {
  const config = readConfig(
    'REGISTRY_TABLE',
    'PRODUCTION_ASSESSMENTS',
    'CASES_TABLE',
    'WATCH_TABLE',
    'PSEUDONYM_SECRET_ARN',
    'INGEST_STATE_MACHINE_ARN',
  );
  return {
    ...openCasePorts(),
    registry: dynamoRegistry(config.REGISTRY_TABLE),
    stops: dynamoStopButton(config.REGISTRY_TABLE, config.PRODUCTION_ASSESSMENTS),
    files: dynamoCaseFiles(config.CASES_TABLE),
    watch: dynamoWatchStore(config.WATCH_TABLE),
    pseudonyms: await secretPseudonyms(config.PSEUDONYM_SECRET_ARN),
    workflow: sfnWorkflow(config.INGEST_STATE_MACHINE_ARN),
    reviews: dynamoReviewLog(config.CASES_TABLE),
    raise: ({ alarms, reviews }) => log({ event: 'review_alarm', alarms, reviews }),
    clock: systemClock,
  };
}

export const handler = lambda({ input: DoorInput, ports, run: casesDoor });
