import type { Random } from '../random.ts';

/** A mobile number that nobody has: 06-0 is not handed out (ACM, nummerplan telefoon- en ISDN-diensten). */
export const phone = (random: Random): string => `06-0${String(random.whole(0, 9_999_999)).padStart(7, '0')}`;
