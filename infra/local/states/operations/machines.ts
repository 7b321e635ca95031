import * as z from 'zod';
import {
  executionOrThrow,
  machineOrThrow,
  operation,
  type Operation,
  type OperationContext,
  Page,
  page,
  pageSize,
  pageStart,
  present,
  seconds,
} from './operation.ts';

const IncludedData = z.enum(['ALL_DATA', 'METADATA_ONLY']).optional();

export function machineOperations(context: OperationContext): Record<string, Operation> {
  const { journal } = context;
  return {
    ListStateMachines: operation(z.strictObject(Page), ({ maxResults, nextToken }) => {
      const size = pageSize(maxResults);
      const rows = page(journal.machines.list(pageStart(nextToken, ''), size + 1), size, (row) => row.arn);
      const stateMachines = rows.shown.map((row) => ({
        stateMachineArn: row.arn,
        name: row.name,
        type: 'STANDARD',
        creationDate: seconds(row.created_at),
      }));
      return present({ stateMachines, nextToken: rows.nextToken });
    }),

    DescribeStateMachine: operation(
      z.strictObject({ stateMachineArn: z.string(), includedData: IncludedData }),
      ({ stateMachineArn, includedData }) => {
        const machine = machineOrThrow(context, stateMachineArn);
        return {
          stateMachineArn: machine.arn,
          name: machine.name,
          status: 'ACTIVE',
          definition:
            includedData === 'METADATA_ONLY' ? '' : journal.machines.definition(machine.definition_hash),
          roleArn: machine.role_arn,
          type: 'STANDARD',
          creationDate: seconds(machine.created_at),
          revisionId: machine.definition_hash,
        };
      },
    ),

    DescribeStateMachineForExecution: operation(
      z.strictObject({ executionArn: z.string(), includedData: IncludedData }),
      ({ executionArn, includedData }) => {
        const execution = executionOrThrow(context, executionArn);
        const [parentArn = '', label] = execution.machine_arn.split('/');
        const machine = machineOrThrow(context, parentArn);
        return present({
          stateMachineArn: execution.machine_arn,
          name: machine.name,
          definition:
            includedData === 'METADATA_ONLY' ? '' : journal.machines.definition(execution.definition_hash),
          roleArn: machine.role_arn,
          updateDate: seconds(machine.updated_at),
          mapRunArn: execution.map_run_arn,
          label,
          revisionId: execution.definition_hash,
        });
      },
    ),

    ListTagsForResource: operation(z.strictObject({ resourceArn: z.string() }), ({ resourceArn }) => {
      machineOrThrow(context, resourceArn);
      return { tags: [] };
    }),
  };
}
