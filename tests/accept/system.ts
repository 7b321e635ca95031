import { S3Client } from '@aws-sdk/client-s3';
import { AthenaClient } from '@aws-sdk/client-athena';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type Clients, clientConfig, openClients, required } from '#local/main-job/clients.ts';

/** The deployed system, as its users and their tools meet it. */
export type System = {
  readonly clients: Clients;
  readonly s3: S3Client;
  readonly athena: AthenaClient;
  readonly states: SFNClient;
  readonly topics: SNSClient;
  readonly queues: SQSClient;
  readonly output: (name: string) => string;
};

export function openSystem(
  environment: Readonly<Record<string, string>>,
  outputs: Readonly<Record<string, string>>,
): System {
  const config = clientConfig(environment);
  return {
    clients: openClients(environment, outputs),
    s3: new S3Client({ ...config, forcePathStyle: config.endpoint !== undefined }),
    athena: new AthenaClient(config),
    states: new SFNClient(config),
    topics: new SNSClient(config),
    queues: new SQSClient(config),
    output: (name) => required(outputs, name),
  };
}
