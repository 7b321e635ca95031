import type { DeliveryProfile, Oddity } from '#schemas/delivery-summary.ts';
import { SETTINGS } from '#schemas/settings.ts';
import type { SourceMode } from '#schemas/sources/contract.ts';

const { report } = SETTINGS;

/**
 * What looks odd in a delivery beside the earlier ones of its source (oldest first), R46. Shares of empty cells are
 * held against the delivery before: told when the share moved by more than `emptyShare` and by more than three
 * standard errors of the difference of two proportions. Codes are new when no earlier delivery had them.
 */
export function odditiesOf(
  now: DeliveryProfile,
  earlier: readonly DeliveryProfile[],
  mode: SourceMode,
): Oddity[] {
  const before = earlier.at(-1);
  if (!before) return [];
  const volume =
    (mode === 'snapshot' ? shrunkenSnapshot(now.rows, before.rows) : undefined) ??
    volumeOddity(now.rows, earlier);
  return [...(volume ? [volume] : []), ...emptyShares(now, before), ...newCodes(now, earlier)];
}

/**
 * The volume is odd from `volumeDeviations` standard deviations on. A count of independent rows deviates by the root
 * of its mean at least (Poisson), so files that happened to be of one length do not make the next row an outlier.
 */
export function volumeOddity(
  rows: number,
  earlier: readonly Pick<DeliveryProfile, 'rows'>[],
): Extract<Oddity, { kind: 'volume' }> | undefined {
  const count = earlier.length;
  if (count < report.volumeDeliveries) return undefined;
  const mean = earlier.reduce((sum, each) => sum + each.rows, 0) / count;
  const variance = earlier.reduce((sum, each) => sum + (each.rows - mean) ** 2, 0) / (count - 1);
  const deviation = Math.max(Math.sqrt(variance), Math.sqrt(mean));
  const off = Math.abs(rows - mean);
  if (off < report.volumeRows || off <= report.volumeDeviations * deviation) return undefined;
  return { kind: 'volume', rows, mean: rounded(mean), deviation: rounded(deviation), deliveries: count };
}

/**
 * A snapshot withdraws whatever it does not hold, so one that is far smaller than the one before is odd at once: a part of
 * a file, or another file's rows. The deviation is that of a count (Poisson), as one earlier file has none of its own.
 */
export function shrunkenSnapshot(
  rows: number,
  before: number,
): Extract<Oddity, { kind: 'volume' }> | undefined {
  if (before - rows < report.volumeRows || rows >= before * report.snapshotShare) return undefined;
  return { kind: 'volume', rows, mean: before, deviation: rounded(Math.sqrt(before)), deliveries: 1 };
}

function emptyShares(now: DeliveryProfile, before: DeliveryProfile): Oddity[] {
  if (now.accepted === 0 || before.accepted === 0) return [];
  return Object.entries(now.filled).flatMap(([column, filled]): Oddity[] => {
    const filledBefore = before.filled[column];
    if (filledBefore === undefined) return [];
    const share = 1 - filled / now.accepted;
    const shareBefore = 1 - filledBefore / before.accepted;
    const together = 1 - (filled + filledBefore) / (now.accepted + before.accepted);
    const error = Math.sqrt(together * (1 - together) * (1 / now.accepted + 1 / before.accepted));
    const moved = Math.abs(share - shareBefore);
    return moved > report.emptyShare && moved > 3 * error
      ? [{ kind: 'empty_share', column, before: rounded(shareBefore), now: rounded(share) }]
      : [];
  });
}

function newCodes(now: DeliveryProfile, earlier: readonly DeliveryProfile[]): Oddity[] {
  return Object.entries(now.codes).flatMap(([column, codes]): Oddity[] => {
    const known = new Set(earlier.flatMap((each) => each.codes[column] ?? []));
    const unseen = codes.filter((code) => !known.has(code));
    return unseen.length > 0 ? [{ kind: 'new_codes', column, codes: unseen }] : [];
  });
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
