import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePersonName, splitSurname } from '#schemas/values/person-name.ts';

describe('parsePersonName', () => {
  it.each([
    ['Piet Jansen', 'Piet', null, 'Jansen'],
    ['Jansen, P.', 'P.', null, 'Jansen'],
    ['Jansen P.J.', 'P.J.', null, 'Jansen'],
    ['P. van den Berg', 'P.', 'van den', 'Berg'],
    ['van den Berg, Piet', 'Piet', 'van den', 'Berg'],
    ['Berg, van den, Piet', 'Piet', 'van den', 'Berg'],
    ['Berg, Piet van den', 'Piet', 'van den', 'Berg'],
    ['van den Berg', null, 'van den', 'Berg'],
    ["mevr. A. 't Hart", 'A.', "'t", 'Hart'],
    ['de heer D. Bakker', 'D.', null, 'Bakker'],
    ['E. de Vries-Jansen', 'E.', 'de', 'Vries-Jansen'],
    ['Jansen', null, null, 'Jansen'],
    ['  Anna  Maria   Jansen ', 'Anna Maria', null, 'Jansen'],
  ])('%s', (text, given_names, surname_prefix, surname) => {
    expect(parsePersonName(text)).toEqual({ ok: true, value: { given_names, surname_prefix, surname } });
  });

  it.each(['', ' . ', 'dhr.'])('knows nobody in %j', (text) => {
    expect(parsePersonName(text)).toEqual({ ok: true, value: null });
  });

  it.each([
    ['0612345678', 'name_form'],
    ['Jansen, Bakker, De Vries, Smit', 'name_several'],
  ])('refuses %j', (text, code) => {
    expect(parsePersonName(text)).toMatchObject({ ok: false, code });
  });

  const word = fc
    .stringMatching(/^[A-Z][a-z]{3,9}$/)
    .filter((text) => splitSurname(`${text} X`).prefix === null);
  const prefix = fc.constantFrom('van', 'van der', 'de', "'t", 'ten', 'van den');

  it('reads a name alike in either order', () => {
    fc.assert(
      fc.property(word, fc.option(prefix), word, (given, before, surname) => {
        const full = before === null ? surname : `${before} ${surname}`;
        const expected = { ok: true, value: { given_names: given, surname_prefix: before, surname } };
        expect(parsePersonName(`${given} ${full}`)).toEqual(expected);
        expect(parsePersonName(`${full}, ${given}`)).toEqual(expected);
        if (before !== null) expect(parsePersonName(`${surname}, ${given} ${before}`)).toEqual(expected);
      }),
    );
  });
});

describe('splitSurname', () => {
  it.each([
    ['van der Berg', 'van der', 'Berg'],
    ['Van Der Berg', 'van der', 'Berg'],
    ['Jansen', null, 'Jansen'],
    ['van', null, 'van'],
    ['El Idrissi', 'el', 'Idrissi'],
  ])('%s', (full, prefix, surname) => {
    expect(splitSurname(full)).toEqual({ prefix, surname });
  });
});
