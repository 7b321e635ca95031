const DAY_MS = 86_400_000;

/** ISO day (UTC) of an instant. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** The ISO day `days` later (earlier when negative). */
export const addDays = (day: string, days: number): string =>
  dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS));

/**
 * Years that somebody born on a partial date (`jjjj-mm-dd`, 00 = unknown) has lived at least: unknown parts are taken
 * as late as they can be. Undefined when not even the year is known.
 */
export function leastAge(birthDate: string, onDay: string): number | undefined {
  const [year = '0000', month = '00', day = '00'] = birthDate.split('-');
  if (year === '0000') return undefined;
  const birthday = `${month === '00' ? '12' : month}-${day === '00' ? '31' : day}`;
  const had = onDay.slice(5) >= birthday;
  return Number(onDay.slice(0, 4)) - Number(year) - (had ? 0 : 1);
}
