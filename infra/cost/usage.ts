import * as z from 'zod';

/** What a load took of each service, counted on the embedded cloud: what the cost model goes by. */
export const Usage = z.strictObject({
  /** Records in the lake after it, and rows that were read. */
  records: z.int(),
  rows: z.int(),
  files: z.int(),
  seconds: z.number(),
  peakRssMb: z.number(),
  /** State transitions of Step Functions. */
  transitions: z.int(),
  /** Most events of one execution's history (Step Functions keeps 25,000), and its largest payload in bytes (256 KiB). */
  longestHistory: z.int(),
  largestPayloadBytes: z.int(),
  /** Per function: calls, and seconds at its memory. The processor is not Lambda's: an estimate. */
  functions: z.record(z.string(), z.strictObject({ calls: z.int(), seconds: z.number(), memoryMb: z.int() })),
  /** Per service and operation: requests and bytes of their bodies. */
  requests: z.record(z.string(), z.strictObject({ count: z.int(), bytes: z.int() })),
  queries: z.int(),
  lakeBytes: z.int(),
  dropBytes: z.int(),
});
export type Usage = z.infer<typeof Usage>;
