import { type Municipality, makeMunicipality } from '#local/sample/municipality.ts';

/** The made-up municipality that is dropped: always the same bytes, so what it comes to is known beforehand. */
export const acceptTown = (): Municipality =>
  makeMunicipality({ residents: 3000, seed: 11, today: '2026-10-15' });
