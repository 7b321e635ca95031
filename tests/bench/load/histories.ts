import {
  type HistoryEvent,
  paginateGetExecutionHistory,
  paginateListExecutions,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { clientConfig } from '#local/main-job/clients.ts';

export type Histories = {
  readonly transitions: number;
  readonly longestHistory: number;
  readonly largestPayloadBytes: number;
};

/** What all executions of a state machine did: states entered, the longest history, the largest input or output. */
export async function readHistories(
  environment: Readonly<Record<string, string>>,
  stateMachineArn: string,
): Promise<Histories> {
  const client = new SFNClient(clientConfig(environment));
  let [transitions, longestHistory, largestPayloadBytes] = [0, 0, 0];
  for await (const page of paginateListExecutions({ client }, { stateMachineArn }))
    for (const { executionArn } of page.executions ?? []) {
      let events = 0;
      for await (const part of paginateGetExecutionHistory({ client }, { executionArn, maxResults: 1000 }))
        for (const event of part.events ?? []) {
          events += 1;
          if (event.stateEnteredEventDetails) transitions += 1;
          largestPayloadBytes = Math.max(largestPayloadBytes, payloadBytes(event));
        }
      longestHistory = Math.max(longestHistory, events);
    }
  return { transitions, longestHistory, largestPayloadBytes };
}

const payloadBytes = (event: HistoryEvent): number =>
  Math.max(
    ...[
      event.stateEnteredEventDetails?.input,
      event.stateExitedEventDetails?.output,
      event.taskSucceededEventDetails?.output,
    ].map((text) => Buffer.byteLength(text ?? '')),
  );
