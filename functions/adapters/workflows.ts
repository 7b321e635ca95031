import {
  ExecutionAlreadyExists,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Workflows } from '#ports';

/** One state machine of Step Functions. */
export function sfnWorkflow(stateMachineArn: string, client = new SFNClient({})): Workflows {
  return {
    start: async (name, input) => {
      try {
        await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
      } catch (error) {
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      }
    },
    running: async () => {
      const names: string[] = [];
      let nextToken: string | undefined;
      do {
        const page = await client.send(
          new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING', nextToken }),
        );
        names.push(...(page.executions ?? []).flatMap(({ name }) => name ?? []));
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      return names;
    },
  };
}
