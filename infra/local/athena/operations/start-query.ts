import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Execution } from '../executions/execution.ts';
import type { AthenaParts } from './parts.ts';
import { invalid, read } from './read.ts';
import type { WorkGroup } from '../workgroups.ts';

const StartQueryExecution = z.strictObject({
  QueryString: z.string().min(1).max(262_144),
  ClientRequestToken: z.string().min(32).max(128).optional(),
  QueryExecutionContext: z
    .strictObject({ Database: z.string().optional(), Catalog: z.string().optional() })
    .optional(),
  ResultConfiguration: z
    .strictObject({
      OutputLocation: z.string().optional(),
      EncryptionConfiguration: z.unknown().optional(),
      ExpectedBucketOwner: z.string().optional(),
      AclConfiguration: z.unknown().optional(),
    })
    .optional(),
  WorkGroup: z.string().optional(),
  ExecutionParameters: z.array(z.string().min(1).max(1024)).optional(),
  /** A result is never taken from an earlier execution: that is what Athena does where none is fresh enough. */
  ResultReuseConfiguration: z.unknown().optional(),
});
type Request = z.infer<typeof StartQueryExecution>;

/** The same token starts the same query once. Throws InvalidRequestException for a text that is no query. */
export async function startQuery(parts: AthenaParts, input: unknown): Promise<{ QueryExecutionId: string }> {
  const request = read(StartQueryExecution, input);
  const group = workGroupOf(parts, request.WorkGroup);
  const earlier =
    request.ClientRequestToken === undefined
      ? undefined
      : parts.executions.byToken(group.Name, request.ClientRequestToken);
  if (earlier !== undefined) {
    if (earlier.query !== request.QueryString || earlier.database !== request.QueryExecutionContext?.Database)
      throw invalid('Idempotent parameters do not match');
    return { QueryExecutionId: earlier.id };
  }
  const catalogName = request.QueryExecutionContext?.Catalog;
  if (catalogName !== undefined && catalogName.toLowerCase() !== 'awsdatacatalog')
    throw invalid(`Data catalog ${catalogName} was not found`);
  const kind = await parts.check(request.QueryString);
  const execution = executionOf(request, group, kind === 'query' ? 'query' : 'utility');
  // While the text was checked, another call may have come with the token.
  const rival = execution.token === null ? undefined : parts.executions.byToken(group.Name, execution.token);
  if (rival !== undefined) return { QueryExecutionId: rival.id };
  parts.executions.add(execution);
  parts.queue.wake();
  return { QueryExecutionId: execution.id };
}

function workGroupOf({ workgroups }: AthenaParts, name = 'primary'): WorkGroup {
  const group = workgroups.get(name);
  if (group === undefined) throw invalid(`WorkGroup ${name} is not found.`);
  if (group.State === 'DISABLED') throw invalid(`WorkGroup ${name} is disabled.`);
  return group;
}

function executionOf(request: Request, group: WorkGroup, kind: Execution['kind']): Execution {
  const id = randomUUID();
  const folder = outputFolder(request, group);
  const extension = kind === 'query' ? 'csv' : 'txt';
  return {
    id,
    token: request.ClientRequestToken ?? null,
    query: request.QueryString,
    parameters: request.ExecutionParameters ?? [],
    kind,
    database: request.QueryExecutionContext?.Database,
    workgroup: group.Name,
    outputLocation: folder === undefined ? undefined : `${folder}${id}.${extension}`,
    managed: folder === undefined,
    state: 'QUEUED',
    submittedAt: Date.now(),
    bytesScanned: 0,
    columns: [],
    attempts: 0,
  };
}

/** The folder in S3 that gets the result, or undefined where Athena itself keeps it. */
function outputFolder(request: Request, group: WorkGroup): string | undefined {
  const { EnforceWorkGroupConfiguration, ManagedQueryResultsConfiguration, ResultConfiguration } =
    group.Configuration;
  const managed = ManagedQueryResultsConfiguration?.Enabled === true;
  const own = request.ResultConfiguration?.OutputLocation;
  if (EnforceWorkGroupConfiguration && managed) return undefined;
  const location = EnforceWorkGroupConfiguration
    ? ResultConfiguration?.OutputLocation
    : (own ?? ResultConfiguration?.OutputLocation);
  if (location === undefined) {
    if (managed) return undefined;
    throw invalid(
      'No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.',
    );
  }
  if (!/^s3:\/\/[^/]+/.test(location)) throw invalid(`outputLocation is not a valid S3 path: ${location}`);
  return location.endsWith('/') ? location : `${location}/`;
}
