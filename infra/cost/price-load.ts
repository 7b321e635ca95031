import { PRICES } from './prices.ts';
import type { Usage } from './usage.ts';

/** An item of a bill. */
export type Item = { readonly what: string; readonly amount: number; readonly dollars: number };

const KB = 1024;
const MB = 1024 ** 2;
const TB = 1024 ** 4;
/** S3's operations by what they cost; DELETE costs nothing. */
const S3_WRITES: readonly string[] = ['PUT', 'POST', 'COPY'];
const S3_READS: readonly string[] = ['GET', 'HEAD'];
const DYNAMO_WRITES: readonly string[] = [
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'TransactWriteItems',
];
const DYNAMO_READS: readonly string[] = ['GetItem', 'Query', 'BatchGetItem', 'TransactGetItems'];
/** A line of the log per call that starts and ends, with the platform's own three. */
const LOG_BYTES_PER_CALL = 900;

/** What a counted load costs on AWS, item by item. */
export function priceLoad(usage: Usage): Item[] {
  const of = (service: string, operations: readonly string[]) => {
    const found = Object.entries(usage.requests).filter(([name]) =>
      operations.some((operation) => name === `${service}:${operation}`),
    );
    return {
      count: found.reduce((sum, [, each]) => sum + each.count, 0),
      bytes: found.reduce((sum, [, each]) => sum + each.bytes, 0),
    };
  };
  const functions = Object.values(usage.functions);
  const gbSeconds = functions.reduce((sum, each) => sum + (each.seconds * each.memoryMb) / KB, 0);
  const calls = functions.reduce((sum, each) => sum + each.calls, 0);
  const writes = of('dynamodb', DYNAMO_WRITES);
  const reads = of('dynamodb', DYNAMO_READS);
  const transacted = of('dynamodb', ['TransactWriteItems']);
  // A unit is a KB of one item: each request one at least, and a transaction takes two for each.
  const writeUnits = writes.count + Math.ceil(writes.bytes / KB) + Math.ceil(transacted.bytes / KB);
  const scannedTb = (usage.queries * Math.max(PRICES.athenaLeastMb * MB, bytesPerQuery(usage))) / TB;
  const s3Writes = of('s3', S3_WRITES).count;
  const s3Reads = of('s3', S3_READS).count;
  const published = of('sns', ['POST']).count;
  return [
    item('Lambda, GB-seconds', gbSeconds, PRICES.lambdaGbSecond),
    item('Lambda, calls', calls, PRICES.lambdaRequest),
    item('Step Functions, transitions', usage.transitions, PRICES.transition),
    item('S3, writes', s3Writes, PRICES.s3Write),
    item('S3, reads', s3Reads, PRICES.s3Read),
    item('DynamoDB, write units', writeUnits, PRICES.dynamoWriteUnit),
    item('DynamoDB, read units', reads.count, PRICES.dynamoReadUnit),
    item('Athena, TB scanned', scannedTb, PRICES.athenaTb),
    item('SNS, publishes', published, PRICES.snsPublish),
    item('Logs, GB', (calls * LOG_BYTES_PER_CALL) / 1024 ** 3, PRICES.logGb),
    // With bucket keys S3 asks KMS for few of its objects; one in ten is more than that.
    item('KMS, requests', (s3Writes + s3Reads) / 10, PRICES.kmsRequest),
  ];
}

/** A query reads some columns of the lake's tables: a tenth of the lake is more than most do. */
const bytesPerQuery = (usage: Usage): number => usage.lakeBytes / 10;

const item = (what: string, amount: number, price: number): Item => ({
  what,
  amount,
  dollars: amount * price,
});

export const sumOf = (items: readonly Item[]): number => items.reduce((sum, { dollars }) => sum + dollars, 0);
