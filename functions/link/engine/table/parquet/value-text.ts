import { InputError } from '../input-error.ts';

const SECONDS_PER_DAY = 86_400;

/** `jjjj-mm-dd` of days since 1970. */
export const dayText = (days: number): string =>
  new Date(days * SECONDS_PER_DAY * 1000).toISOString().replace(/T.*/, '');

/** `jjjj-mm-dd hh:mm:ss`, with what is left of the second if there is any. */
export function instantText(count: bigint, perSecond: bigint): string {
  const rest = ((count % perSecond) + perSecond) % perSecond;
  const seconds = (count - rest) / perSecond;
  const text = new Date(Number(seconds) * 1000)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.000Z$/, '');
  const digits = String(perSecond).length - 1;
  return rest === 0n ? text : `${text}.${String(rest).padStart(digits, '0').replace(/0+$/, '')}`;
}

/**
 * Text of a number or the like, as CSV would have it; undefined if there is none. `scale`: decimals of a DECIMAL.
 * Throws InputError for what text can't be made of without loss.
 */
export function valueText(value: unknown, scale: number | undefined, where: string): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && scale !== undefined) {
    if (Math.abs(value) * 10 ** scale > Number.MAX_SAFE_INTEGER)
      throw new InputError(
        `${where}: decimals of more than 15 digits lose some of them. Store the column as text.`,
      );
    return value.toFixed(scale);
  }
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return String(value);
  throw new InputError(
    `${where}: values that are no text, number, date or truth value. Store the column as text.`,
  );
}
