import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { ResultWriter } from '../definition/map-fields.ts';
import type { ExecutionRow } from '../journal/execution-row.ts';
import { type Json, type JsonObject, parseJson } from '../json.ts';
import { evaluateField, type Walk } from '../run/walk.ts';
import { readArguments } from '../task/function-task.ts';
import { StateError } from '../state-error.ts';

const Destination = z.strictObject({ Bucket: z.string(), Prefix: z.string().optional() });
type Format = NonNullable<ResultWriter['WriterConfig']>;

/** The result of a Map run: its children's outputs, or where ResultWriter wrote them. Throws States.ResultWriterFailed. */
export async function mapResult(
  walk: Walk,
  mapRunArn: string,
  children: readonly ExecutionRow[],
  writer: ResultWriter | undefined,
): Promise<Json> {
  const succeeded = children.filter((child) => child.status === 'SUCCEEDED');
  if (writer?.Arguments === undefined) {
    const format = writer?.WriterConfig ?? { Transformation: 'COMPACT', OutputType: 'JSON' };
    const results = transform(succeeded, format.Transformation);
    return format.OutputType === 'JSON' ? results : toText(results, 'JSONL');
  }
  const { Bucket, Prefix } = readArguments(
    Destination,
    await evaluateField(walk, 'ResultWriter/Arguments', writer.Arguments),
  );
  const format = writer.WriterConfig ?? { Transformation: 'NONE', OutputType: 'JSON' };
  const folder = [...(Prefix ? [Prefix.replace(/\/$/, '')] : []), randomUUID()].join('/');
  const files: JsonObject = { FAILED: [], PENDING: [], SUCCEEDED: [] };
  const parts = { SUCCEEDED: succeeded, FAILED: children.filter((child) => child.status !== 'SUCCEEDED') };
  const put = async (name: string, body: string): Promise<string> => {
    const key = `${folder}/${name}`;
    try {
      await walk.run.engine.s3.put(Bucket, key, body);
    } catch (error) {
      throw new StateError(
        'States.ResultWriterFailed',
        error instanceof Error ? error.message : String(error),
      );
    }
    return key;
  };
  for (const [status, rows] of Object.entries(parts)) {
    if (rows.length === 0) continue;
    // What failed has no output to transform: it is described whole.
    const results = transform(rows, status === 'SUCCEEDED' ? format.Transformation : 'NONE');
    const body = toText(results, format.OutputType);
    const key = await put(`${status}_0.${format.OutputType.toLowerCase()}`, body);
    files[status] = [{ Key: key, Size: Buffer.byteLength(body) }];
  }
  const manifest = { DestinationBucket: Bucket, MapRunArn: mapRunArn, ResultFiles: files };
  const key = await put('manifest.json', JSON.stringify(manifest));
  return { MapRunArn: mapRunArn, ResultWriterDetails: { Bucket, Key: key } };
}

function transform(children: readonly ExecutionRow[], transformation: Format['Transformation']): Json[] {
  if (transformation === 'NONE') return children.map(describeChild);
  const outputs = children.map((child) => parseJson(child.output ?? 'null'));
  return transformation === 'FLATTEN'
    ? outputs.flatMap((output) => (Array.isArray(output) ? output : [output]))
    : outputs;
}

function toText(results: readonly Json[], type: Format['OutputType']): string {
  return type === 'JSON'
    ? JSON.stringify(results)
    : results.map((result) => JSON.stringify(result)).join('\n');
}

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

function describeChild(row: ExecutionRow): JsonObject {
  return {
    ExecutionArn: row.arn,
    Input: row.input,
    InputDetails: { Included: true },
    Name: row.name,
    ...(row.output === null ? {} : { Output: row.output, OutputDetails: { Included: true } }),
    ...(row.error === null ? {} : { Error: row.error }),
    ...(row.cause === null ? {} : { Cause: row.cause }),
    StartDate: iso(row.started_at),
    StateMachineArn: row.machine_arn,
    Status: row.status,
    StopDate: iso(row.stopped_at),
  };
}
