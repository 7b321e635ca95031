import {
  ExecutionAlreadyExists,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { sfnWorkflow } from '#adapters/workflows.ts';

describe('sfnWorkflow', () => {
  const client = mockClient(SFNClient);
  const workflow = sfnWorkflow('arn:machine', new SFNClient({ region: 'eu-west-1' }));

  it('starts an execution by its name, with the input as JSON', async () => {
    client.reset();
    client.on(StartExecutionCommand).resolves({});
    await workflow.start('release-one', { release: 'one' });
    expect(client.commandCalls(StartExecutionCommand)[0]?.args[0].input).toEqual({
      stateMachineArn: 'arn:machine',
      name: 'release-one',
      input: '{"release":"one"}',
    });
  });

  it('leaves one of that name alone, and passes every other fault on', async () => {
    client.reset();
    client
      .on(StartExecutionCommand)
      .rejectsOnce(new ExecutionAlreadyExists({ message: 'there', $metadata: {} }))
      .rejectsOnce(new Error('no rights'));
    await expect(workflow.start('release-one', {})).resolves.toBeUndefined();
    await expect(workflow.start('release-one', {})).rejects.toThrow('no rights');
  });

  it('names what runs, page after page', async () => {
    client.reset();
    const execution = (name: string) => ({
      executionArn: `arn:${name}`,
      stateMachineArn: 'arn:machine',
      name,
      status: 'RUNNING' as const,
      startDate: new Date(0),
    });
    client
      .on(ListExecutionsCommand)
      .resolvesOnce({ executions: [execution('one')], nextToken: 'more' })
      .resolvesOnce({ executions: [execution('two')] });
    expect(await workflow.running()).toEqual(['one', 'two']);
    expect(client.commandCalls(ListExecutionsCommand).map((call) => call.args[0].input)).toEqual([
      { stateMachineArn: 'arn:machine', statusFilter: 'RUNNING', nextToken: undefined },
      { stateMachineArn: 'arn:machine', statusFilter: 'RUNNING', nextToken: 'more' },
    ]);
  });
});
