/** Order of ids: by their characters, the same everywhere. */
export const compareText = (left: string, right: string): number =>
  left < right ? -1 : left > right ? 1 : 0;
