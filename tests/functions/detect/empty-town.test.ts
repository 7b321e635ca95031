import { expect, it } from 'vitest';
import { findingsOf } from '#detect/findings.ts';
import { loadLibrary } from '#detect/library.ts';
import { FixtureTown } from './fixture-town.ts';

const cases = loadLibrary().map((pattern) => ({ id: pattern.dossier.id, pattern }));

it.each(cases)(
  '$id finds nothing in an empty town',
  async ({ pattern }) => {
    const answer = await new FixtureTown().answer(pattern.sql);
    expect(findingsOf(pattern.dossier, answer)).toEqual([]);
  },
  60_000,
);
