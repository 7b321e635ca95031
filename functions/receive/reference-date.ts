import { parseDay } from '#schemas/values/partial-date.ts';

/**
 * The day that a file speaks of: the last full date `jjjj-mm-dd` in its name, never later than the day it came
 * (`receivedOn`, UTC); without one, that day.
 */
export function referenceDate(objectKey: string, receivedOn: string): string {
  const name = objectKey.slice(objectKey.lastIndexOf('/') + 1);
  for (const [date] of [...name.matchAll(/(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/g)].toReversed()) {
    const parsed = parseDay(date);
    if (parsed.ok && parsed.value !== null) return parsed.value < receivedOn ? parsed.value : receivedOn;
  }
  return receivedOn;
}
