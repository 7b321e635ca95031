import { hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentHash } from '#normalize/content-hash.ts';
import { contentShapes } from '#normalize/content-shape.ts';
import { canonicalJson } from '#schemas/canonical-json.ts';

const shapeOf = contentShapes();
const hashOf = (content: Readonly<Record<string, unknown>>): string =>
  contentHash(shapeOf(Object.keys(content)), Object.values(content));

const value = fc.oneof(
  fc.constantFrom(null, undefined, [], ['street'], '', 'Dorpsstraat', '"', '\\', 'Čapek', '\ud800', 'a\nb'),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.nat().map((plants) => ({ plants })),
);
const content = fc.dictionary(
  fc.constantFrom('town', 'street', 'valid_from', 'amounts', 'in_research'),
  value,
);

describe('contentHash', () => {
  it('is SHA-256 over the canonical JSON of what is known (property)', () => {
    fc.assert(
      fc.property(content, (members) => {
        const known = Object.fromEntries(
          Object.entries(members).filter(([, each]) => each !== null && each !== undefined),
        );
        expect(hashOf(members)).toBe(hash('sha256', canonicalJson(known)));
      }),
    );
  });

  it('holds for texts far longer than any before', () => {
    const long = { description: 'é"'.repeat(50_000), town: 'Veenhaven' };
    expect(hashOf(long)).toBe(hash('sha256', canonicalJson(long)));
    expect(hashOf({ town: 'Veenhaven' })).toBe(hash('sha256', '{"town":"Veenhaven"}'));
  });

  it('does not depend on the order in which a content was written', () => {
    expect(hashOf({ town: 'A', street: 'B' })).toBe(hashOf({ street: 'B', town: 'A' }));
  });
});
