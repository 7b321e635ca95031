import * as z from 'zod';
import type { ItemReader } from '../definition/map-fields.ts';
import type { Json } from '../json.ts';
import { evaluateNumber } from '../run/evaluate-number.ts';
import { evaluateField, type Walk } from '../run/walk.ts';
import { readArguments } from '../task/function-task.ts';
import { StateError } from '../state-error.ts';

const ObjectPlace = z.strictObject({ Bucket: z.string(), Key: z.string() });
const Listing = z.strictObject({ Bucket: z.string(), Prefix: z.string().optional() });

/**
 * Reads the items of a distributed Map from S3: the array in a JSON object, the lines of a JSONL object, or the
 * objects under a prefix as `{Key}` (of S3's listing, that is what is kept). Throws States.ItemReaderFailed.
 */
export async function readItems(walk: Walk, reader: ItemReader): Promise<Json[]> {
  const place = await evaluateField(walk, 'ItemReader/Arguments', reader.Arguments);
  const most = reader.ReaderConfig?.MaxItems;
  const limit = most === undefined ? 0 : await evaluateNumber(walk, 'ItemReader/ReaderConfig/MaxItems', most);
  const { s3 } = walk.run.engine;
  let items: Json[];
  if (reader.ReaderConfig?.InputType === undefined) {
    const { Bucket, Prefix } = readArguments(Listing, place);
    items = (await fromS3(() => s3.list(Bucket, Prefix ?? ''))).map((Key) => ({ Key }));
  } else {
    const { Bucket, Key } = readArguments(ObjectPlace, place);
    const body = await fromS3(() => s3.read(Bucket, Key));
    if (body === undefined) throw failed(`there is no object s3://${Bucket}/${Key}`);
    items = parseItems(body.toString(), reader.ReaderConfig.InputType, `s3://${Bucket}/${Key}`);
  }
  return limit === 0 ? items : items.slice(0, limit);
}

async function fromS3<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw failed(error instanceof Error ? error.message : String(error));
  }
}

function parseItems(text: string, type: 'JSON' | 'JSONL', place: string): Json[] {
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (type === 'JSONL') {
    const lines = content.split('\n');
    return lines.flatMap((line, index) =>
      line.trim() === '' ? [] : [parse(line, `${place}, line ${index + 1}`)],
    );
  }
  const items = parse(content, place);
  if (!Array.isArray(items)) throw failed(`${place} does not hold a JSON array`);
  return items;
}

function parse(text: string, place: string): Json {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch (error) {
    throw failed(`${place}: ${String(error)}`);
  }
}

function failed(why: string): StateError {
  return new StateError('States.ItemReaderFailed', why);
}
