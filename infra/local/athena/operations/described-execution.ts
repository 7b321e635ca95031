import type { Execution } from '../executions/execution.ts';
import { ENGINE_VERSION } from '../workgroups.ts';

/** An execution as the API tells of it. Moments are epoch seconds. */
export function described(execution: Execution): Record<string, unknown> {
  const { submittedAt, startedAt, completedAt } = execution;
  const now = completedAt ?? Date.now();
  return {
    QueryExecutionId: execution.id,
    Query: execution.query,
    StatementType: execution.kind === 'query' ? 'DML' : 'UTILITY',
    ...(execution.kind === 'query' ? { SubstatementType: 'SELECT' } : {}),
    ManagedQueryResultsConfiguration: { Enabled: execution.managed },
    ResultConfiguration:
      execution.outputLocation === undefined ? {} : { OutputLocation: execution.outputLocation },
    ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: false } },
    QueryExecutionContext: {
      Catalog: 'awsdatacatalog',
      ...(execution.database === undefined ? {} : { Database: execution.database }),
    },
    Status: {
      State: execution.state,
      ...(execution.reason === undefined ? {} : { StateChangeReason: execution.reason }),
      SubmissionDateTime: submittedAt / 1000,
      ...(completedAt === undefined ? {} : { CompletionDateTime: completedAt / 1000 }),
      ...(execution.errorCategory === undefined
        ? {}
        : {
            AthenaError: {
              ErrorCategory: execution.errorCategory,
              ErrorType: execution.errorType,
              Retryable: false,
              ErrorMessage: execution.reason,
            },
          }),
    },
    Statistics: {
      EngineExecutionTimeInMillis: startedAt === undefined ? 0 : now - startedAt,
      DataScannedInBytes: execution.bytesScanned,
      TotalExecutionTimeInMillis: now - submittedAt,
      QueryQueueTimeInMillis: (startedAt ?? now) - submittedAt,
      ServiceProcessingTimeInMillis: 0,
      ResultReuseInformation: { ReusedPreviousResult: false },
    },
    WorkGroup: execution.workgroup,
    EngineVersion: { SelectedEngineVersion: ENGINE_VERSION, EffectiveEngineVersion: ENGINE_VERSION },
    ...(execution.parameters.length === 0 ? {} : { ExecutionParameters: execution.parameters }),
  };
}
