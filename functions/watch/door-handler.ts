import { randomBytes } from 'node:crypto';
import { snsNotifier } from '#adapters/notifier.ts';
import { dynamoStopButton } from '#adapters/stop-button.ts';
import { readConfig } from '#shell/config.ts';
import { lambda } from '#shell/lambda.ts';
import { type DoorPorts, watchDoor } from './door.ts';
import { DoorInput } from './door-input.ts';
import { openWatchPorts } from './watch-ports.ts';

function ports(): DoorPorts {
  const config = readConfig(
    'LOGIN_URL',
    'ALERT_TOPIC_PREFIX',
    'ALLOWED_MAIL_DOMAINS',
    'REGISTRY_TABLE',
    'PRODUCTION_ASSESSMENTS',
  );
  return {
    ...openWatchPorts(),
    stops: dynamoStopButton(config.REGISTRY_TABLE, config.PRODUCTION_ASSESSMENTS),
    notifier: snsNotifier(),
    random: randomBytes,
    loginUrl: config.LOGIN_URL,
    topicPrefix: config.ALERT_TOPIC_PREFIX,
    allowedMailDomains: config.ALLOWED_MAIL_DOMAINS.split(',').map((domain) => domain.trim().toLowerCase()),
  };
}

export const handler = lambda({ input: DoorInput, ports, run: watchDoor });
