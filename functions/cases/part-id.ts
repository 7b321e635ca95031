import { createHash } from 'node:crypto';
import { idText } from '#schemas/ids.ts';

/** The id of what somebody adds to a case: it follows from what it says, so that a repeat adds nothing. */
export const partIdText = (...words: readonly string[]): string =>
  idText(createHash('sha256').update(words.join('\u0000')).digest());
