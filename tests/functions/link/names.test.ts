import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldSurname, foldWords } from '#schemas/values/folded-name.ts';
import { dutchSound } from '#link/dutch-sound.ts';
import { compareGivenNames, givenNamesOf } from '#link/given-names.ts';
import { compareSurnames, surnamesOf } from '#link/surname.ts';

describe('folding', () => {
  it.each([
    ['van der Heijden', 'heyden'],
    ["in 't Veld", 'veld'],
    ['Müller', 'muller'],
    ['Ĳsbrands', 'ysbrands'],
    ['Øster-Łuk', 'osterluk'],
    ["d'Hondt", 'dhondt'],
    ['De', 'de'],
    ['El Amrani', 'amrani'],
  ])('makes %s into %s', (surname, folded) => {
    expect(foldSurname(surname)).toBe(folded);
  });

  it('is the same for what is folded already', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 12 }), (text) => {
        const once = foldWords(text);
        expect(foldWords(once.join(' '))).toEqual(once);
      }),
    );
  });
});

describe('the Dutch phonetic key', () => {
  it.each([
    ['meyer', 'meier', 'maier'],
    ['jansen', 'janssen', 'janse'],
    ['schmidt', 'smit', 'smid'],
    ['claassen', 'klaassen', 'klasen'],
    ['visser', 'fisser', 'fizzer'],
    ['hendriks', 'hendrix', 'hendricks'],
    ['kuypers', 'kuipers', 'cuypers'],
    ['de wit', 'de witt', 'de wid'],
  ])('is one for %s, %s and %s', (...names) => {
    expect(new Set(names.map((name) => dutchSound(foldSurname(name)))).size).toBe(1);
  });

  it.each([
    ['jansen', 'bakker'],
    ['visser', 'meyer'],
    ['dekker', 'bakker'],
  ])('tells %s from %s', (a, b) => {
    expect(dutchSound(a)).not.toBe(dutchSound(b));
  });
});

type Surname = { surname?: string; partner_surname?: string };
const surnames = (of: Surname) =>
  surnamesOf({ surname: of.surname ?? null, partner_surname: of.partner_surname ?? null });

describe('surnames', () => {
  it.each<[Surname, Surname, string | undefined]>([
    [{ surname: 'Jansen' }, { surname: 'jansen' }, 'exact'],
    [{ surname: 'van den Berg' }, { surname: 'Berg' }, 'exact'],
    [{ surname: 'Meijer' }, { surname: 'Meyer' }, 'exact'],
    [{ surname: 'Jansen-de Vries' }, { surname: 'De Vries-Jansen' }, 'exact'],
    [{ surname: 'Jansen-de Vries' }, { surname: 'de Vries', partner_surname: 'Jansen' }, 'exact'],
    [{ surname: 'Jansen' }, { surname: 'de Vries', partner_surname: 'Jansen' }, 'part'],
    [{ surname: 'Vries' }, { surname: 'Jansen-de Vries' }, 'part'],
    [{ surname: 'Janssen' }, { surname: 'Jansen' }, 'close'],
    [{ surname: 'Bakkker' }, { surname: 'Bakker' }, 'close'],
    [{ surname: 'Smid' }, { surname: 'Schmidt' }, 'sounds_alike'],
    [{ surname: 'Bakker' }, { surname: 'Visser' }, 'different'],
    [{}, { surname: 'Visser' }, undefined],
  ])('%j and %j: %s, in either order', (a, b, level) => {
    expect(compareSurnames(surnames(a), surnames(b))?.level).toBe(level);
    expect(compareSurnames(surnames(b), surnames(a))?.level).toBe(level);
  });
});

describe('given names', () => {
  it.each([
    ['Pieter', 'Pieter Jan', 'exact'],
    ['Piet', 'Petrus Johannes', 'short_form'],
    ['Kees', 'Cornelis', 'short_form'],
    ['Anna Maria', 'Maria', 'other_name'],
    ['Katharina', 'Katherina', 'close'],
    ['Alex', 'Alexandru', 'close'],
    ['P.J.', 'Pieter Jan', 'initials'],
    ['PJM', 'P.J.M.', 'initials'],
    ['P.', 'Pieter', 'initial'],
    ['Th.', 'Thijs', 'initial'],
    ['J.', 'Pieter', 'other_initial'],
    ['P.K.', 'Pieter Jan', 'other_initial'],
    ['Pieter', 'Ahmed', 'different'],
    ['Jan', 'Jaap', 'different'],
    ['', 'Pieter', undefined],
    ['.', 'Pieter', undefined],
  ])('%s and %s: %s, in either order', (a, b, level) => {
    expect(compareGivenNames(givenNamesOf(a), givenNamesOf(b))?.level).toBe(level);
    expect(compareGivenNames(givenNamesOf(b), givenNamesOf(a))?.level).toBe(level);
  });

  it('are unknown when nothing is given', () => {
    expect(compareGivenNames(givenNamesOf(null), givenNamesOf('Pieter'))).toBeNull();
  });
});
