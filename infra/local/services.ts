import { buffer } from 'node:stream/consumers';
import { openAthena } from './athena/service.ts';
import { athenaResources } from './athena/resources.ts';
import { openDynamodb } from './dynamodb/service.ts';
import { dynamodbResources } from './dynamodb/resources.ts';
import { openEvents } from './events/service.ts';
import { eventsResources } from './events/resources.ts';
import { openGlue } from './glue/service.ts';
import { glueResources } from './glue/resources.ts';
import type { Pool } from './lambda/pool.ts';
import { openLambda } from './lambda/service.ts';
import { lambdaResources } from './lambda/resources.ts';
import { openS3, type S3Service } from './s3/service.ts';
import { s3Resources } from './s3/resources.ts';
import { openSecrets } from './secrets/service.ts';
import { secretsResources } from './secrets/resources.ts';
import { publishToTopic } from './sns/publish.ts';
import { openSns } from './sns/service.ts';
import { snsResources } from './sns/resources.ts';
import { openStates } from './states/service.ts';
import { statesResources } from './states/resources.ts';
import type { Service } from './service.ts';
import type { Store } from './store.ts';
import type { ResourceBuilders } from './template/resource.ts';

export type Services = ReturnType<typeof openServices>;

/** Opens all services over one store, each with what it needs of the others. `url` gives the gateway's address. */
export function openServices(options: {
  readonly store: Store;
  readonly url: () => string;
  readonly prewarm: boolean;
  readonly pool?: Pool | undefined;
  readonly log: (line: string) => void;
}) {
  const { store, url, log } = options;
  const lambda = openLambda({ store, endpoint: url, prewarm: options.prewarm, pool: options.pool });
  const events = openEvents({
    store,
    log,
    start: (machineArn, input, name) => states.start(machineArn, input, name),
    invoke: (functionArn, input) => lambda.invokeLater(functionArn, input),
    publish: (topicArn, input) =>
      publishToTopic(sns.sns, topicArn, { Message: input, MessageAttributes: {} }),
  });
  const s3 = openS3({ store, events });
  const dynamodb = openDynamodb({ store });
  const sns = openSns({ store, gatewayUrl: url, log });
  const secrets = openSecrets({ store });
  const objects = objectsFor(s3);
  const states = openStates({ store, lambda, s3: objects, log });
  const glue = openGlue({ store });
  const athena = openAthena({
    store,
    glue,
    s3Tree: (bucket) => s3.treePath(bucket),
    putResult: (bucket, key, body) => objects.put(bucket, key, body),
    log,
  });
  return { lambda, events, s3, dynamodb, sns, secrets, states, glue, athena };
}

/** What the gateway serves. */
export function onTheWire(services: Services): readonly Service[] {
  const { lambda, s3, dynamodb, sns, secrets, states, glue, athena } = services;
  return [lambda, s3, dynamodb, sns, secrets, states, glue, athena];
}

/** The builders of all services: the first of the template loader's three lists. */
export function buildersOf(services: Services, repository: string): ResourceBuilders {
  return {
    ...s3Resources(services.s3),
    ...dynamodbResources(services.dynamodb),
    ...snsResources(services.sns),
    ...secretsResources(services.secrets),
    ...statesResources(services.states),
    ...glueResources(services.glue),
    ...athenaResources(services.athena),
    ...lambdaResources(services.lambda, { repository }),
    ...eventsResources(services.events),
  };
}

function objectsFor(s3: S3Service) {
  return {
    async read(bucket: string, key: string): Promise<Buffer | undefined> {
      const found = s3.read(bucket, key);
      return found === undefined ? undefined : buffer(found.stream());
    },
    async put(bucket: string, key: string, body: string | Uint8Array): Promise<void> {
      await s3.put(bucket, key, body);
    },
    list: async (bucket: string, prefix: string): Promise<readonly string[]> =>
      s3.list(bucket, prefix).map(({ key }) => key),
  };
}
