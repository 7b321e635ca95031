const DAY_MS = 86_400_000;

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** `dd-mm-jjjj`, as Dutch files write it. */
export const dutchDay = (day: string): string => `${day.slice(8, 10)}-${day.slice(5, 7)}-${day.slice(0, 4)}`;

/** `jjjjmmdd`, as the BRP writes it. */
export const registerDay = (day: string): string => day.replaceAll('-', '');
