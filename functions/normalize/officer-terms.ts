import { SETTINGS } from '#schemas/settings.ts';

/**
 * R8: from when an own officer's record is no longer linked, and when it has to be gone. `foundOn`: ISO day of what it
 * tells. A 29 February ends on the 28th: sooner, never later.
 */
export function officerTerms(foundOn: string) {
  return {
    restricted_from: yearsAfter(foundOn, SETTINGS.ownOfficer.linkedYears),
    destroy_on: yearsAfter(foundOn, SETTINGS.ownOfficer.keptYears),
  };
}

function yearsAfter(day: string, years: number): string {
  const year = String(Number(day.slice(0, 4)) + years).padStart(4, '0');
  const rest = day.slice(4);
  return `${year}${rest === '-02-29' ? '-02-28' : rest}`;
}
