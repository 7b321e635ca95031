import { type Json, type JsonObject, PAYLOAD_LIMIT_BYTES } from '../json.ts';
import { StateError } from '../state-error.ts';

export type BatchLimits = { readonly maxItems: number | undefined; readonly maxBytes: number | undefined };
export type Batch = { readonly input: string; readonly itemCount: number };

/**
 * Packs items, in order, into inputs of the form `{BatchInput?, Items}`; each holds at most `maxItems` items and its
 * JSON text at most `maxBytes` bytes, and never more than a state's input may have. 0 or undefined: no limit of its own.
 */
export function batchItems(
  items: readonly Json[],
  { maxItems, maxBytes }: BatchLimits,
  batchInput?: Json,
): Batch[] {
  const head: JsonObject = batchInput === undefined ? {} : { BatchInput: batchInput };
  const frame = Buffer.byteLength(JSON.stringify({ ...head, Items: [] }));
  const mostItems = maxItems || Number.POSITIVE_INFINITY;
  const mostBytes = Math.min(maxBytes || PAYLOAD_LIMIT_BYTES, PAYLOAD_LIMIT_BYTES);
  const batches: Batch[] = [];
  let batch: Json[] = [];
  let bytes = frame;
  const close = (): void => {
    if (batch.length > 0)
      batches.push({ input: JSON.stringify({ ...head, Items: batch }), itemCount: batch.length });
    batch = [];
    bytes = frame;
  };
  for (const [index, item] of items.entries()) {
    const size = Buffer.byteLength(JSON.stringify(item)) + 1;
    if (frame + size - 1 > mostBytes) {
      throw new StateError(
        'States.DataLimitExceeded',
        `the item ${index} alone makes a batch larger than ${mostBytes} bytes`,
      );
    }
    if (batch.length >= mostItems || bytes + size - (batch.length === 0 ? 1 : 0) > mostBytes) close();
    bytes += size - (batch.length === 0 ? 1 : 0);
    batch.push(item);
  }
  close();
  return batches;
}
