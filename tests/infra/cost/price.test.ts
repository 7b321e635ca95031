import { describe, expect, it } from 'vitest';
import { priceLoad, sumOf } from '#infra/cost/price-load.ts';
import { priceStanding } from '#infra/cost/price-standing.ts';
import { PRICES } from '#infra/cost/prices.ts';
import type { Usage } from '#infra/cost/usage.ts';

const GB = 1024 ** 3;
const NOTHING: Usage = {
  records: 1_000_000,
  rows: 1_000_000,
  files: 12,
  seconds: 100,
  peakRssMb: 1000,
  transitions: 0,
  longestHistory: 0,
  largestPayloadBytes: 0,
  functions: {},
  requests: {},
  queries: 0,
  lakeBytes: 0,
  dropBytes: 0,
};
const amountOf = (usage: Usage, what: string) => priceLoad(usage).find((item) => item.what === what);

describe('a load', () => {
  it('that takes nothing costs nothing', () => {
    expect(sumOf(priceLoad(NOTHING))).toBe(0);
  });

  it('pays functions by memory and time', () => {
    const functions = {
      link: { calls: 2, seconds: 30, memoryMb: 3072 },
      score: { calls: 1, seconds: 10, memoryMb: 512 },
    };
    expect(amountOf({ ...NOTHING, functions }, 'Lambda, GB-seconds')).toMatchObject({
      amount: 95,
      dollars: 95 * PRICES.lambdaGbSecond,
    });
    expect(amountOf({ ...NOTHING, functions }, 'Lambda, calls')?.amount).toBe(3);
  });

  it('pays a query for ten megabytes at least, and for what it reads of a larger lake', () => {
    expect(amountOf({ ...NOTHING, queries: 100 }, 'Athena, TB scanned')?.dollars).toBeCloseTo(
      (100 * 10 * 5) / 1024 ** 2,
      9,
    );
    const large = { ...NOTHING, queries: 1, lakeBytes: 10 * 1024 ** 4 };
    expect(amountOf(large, 'Athena, TB scanned')?.dollars).toBeCloseTo(5, 9);
  });

  it('tells writes from reads, and counts a transaction twice', () => {
    const requests = {
      's3:PUT': { count: 10, bytes: 0 },
      's3:GET': { count: 100, bytes: 0 },
      's3:DELETE': { count: 5, bytes: 0 },
      'dynamodb:PutItem': { count: 2, bytes: 2048 },
      'dynamodb:TransactWriteItems': { count: 1, bytes: 3072 },
      'dynamodb:Query': { count: 7, bytes: 0 },
    };
    expect(amountOf({ ...NOTHING, requests }, 'S3, writes')?.amount).toBe(10);
    expect(amountOf({ ...NOTHING, requests }, 'S3, reads')?.amount).toBe(100);
    expect(amountOf({ ...NOTHING, requests }, 'DynamoDB, write units')?.amount).toBe(3 + 5 + 3);
    expect(amountOf({ ...NOTHING, requests }, 'DynamoDB, read units')?.amount).toBe(7);
  });
});

describe('what stands', () => {
  it('grows with what is kept, and counts what the template has', () => {
    const usage = { ...NOTHING, lakeBytes: GB };
    const size = (records: number) => priceStanding({ 'AWS::KMS::Key': 2 }, { records, users: 0 }, usage);
    const kept = (records: number) => size(records).find(({ what }) => what === 'S3, GB kept')?.amount;
    expect(kept(20_000_000)).toBe(20 * (kept(1_000_000) ?? 0));
    expect(size(1).find(({ what }) => what === 'KMS, keys')?.dollars).toBe(2);
  });
});
