import { hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyLedger, shareOf } from '#normalize/key-ledger.ts';
import { RecordId, idText } from '#schemas/ids.ts';

const idOf = (name: string | number): RecordId =>
  RecordId.parse(`rec-${idText(hash('sha256', String(name), 'buffer'))}`);

describe('keyLedger', () => {
  it('answers as a map would', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { maxLength: 60 }), (names) => {
        const ledger = keyLedger(41);
        const known = new Map<number, number>();
        for (const [at, name] of names.entries()) {
          expect(ledger.lineBefore(idOf(name), at + 2)).toBe(known.get(name));
          if (!known.has(name)) known.set(name, at + 2);
        }
      }),
    );
  });

  it('tells keys apart that differ in their last compared character only', () => {
    const ledger = keyLedger(10);
    const [one, other] = ['a', 'b'].map((last) =>
      RecordId.parse(`rec-${'a'.repeat(17)}${last}${'a'.repeat(8)}`),
    );
    expect(ledger.lineBefore(one ?? idOf(1), 2)).toBeUndefined();
    expect(ledger.lineBefore(other ?? idOf(1), 3)).toBeUndefined();
  });

  it('holds as many keys as it was made for, and says when more come', () => {
    const ledger = keyLedger(1000);
    for (let at = 0; at < 1000; at += 1) expect(ledger.lineBefore(idOf(at), at + 1)).toBeUndefined();
    for (let at = 0; at < 1000; at += 1) expect(ledger.lineBefore(idOf(at), 5000)).toBe(at + 1);
    expect(() => {
      for (let at = 1000; at < 5000; at += 1) ledger.lineBefore(idOf(at), at);
    }).toThrow('more than 1000 keys');
  });

  it('forgets everything when it is cleared', () => {
    const ledger = keyLedger(100);
    for (let at = 0; at < 100; at += 1) ledger.lineBefore(idOf(at), at + 1);
    ledger.clear();
    for (let at = 0; at < 100; at += 1) expect(ledger.lineBefore(idOf(at), at + 1)).toBeUndefined();
  });

  it('divides keys into about equal shares', () => {
    const counts = [0, 0, 0];
    for (let at = 0; at < 3000; at += 1)
      counts[shareOf(idOf(at), 3)] = (counts[shareOf(idOf(at), 3)] ?? 0) + 1;
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(120);
  });
});
