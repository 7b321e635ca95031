import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Decoded, decode } from '#receive/decode.ts';
import { inBlocks } from './memory.ts';

async function decoded(bytes: Uint8Array, blockBytes = 3): Promise<Decoded & { text: string }> {
  const told: Decoded = { encoding: 'utf-8', damaged: false };
  let text = '';
  for await (const piece of decode(inBlocks(bytes, blockBytes), told)) text += piece;
  return { text, ...told };
}

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
const windows1252 = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('decode', () => {
  it.each([
    ['UTF-8', Buffer.from('Zoë;Łódź;😀'), 'Zoë;Łódź;😀', 'utf-8'],
    ['UTF-8 with a mark', Buffer.from('\uFEFFZoë'), 'Zoë', 'utf-8'],
    ['a mark alone', Buffer.from('\uFEFF'), '', 'utf-8'],
    ['UTF-16 LE with a mark', Buffer.from('\uFEFFBSN;Zoë', 'utf16le'), 'BSN;Zoë', 'utf-16le'],
    ['UTF-16 BE with a mark', utf16be('\uFEFFBSN;Zoë'), 'BSN;Zoë', 'utf-16be'],
    ['UTF-16 LE without', Buffer.from('BSN;Naam\n1;Zoë\n', 'utf16le'), 'BSN;Naam\n1;Zoë\n', 'utf-16le'],
    ['windows-1252', windows1252('Naam\nZo\u00eb\nAndr\u00e9\n'), 'Naam\nZoë\nAndré\n', 'windows-1252'],
    ['windows-1252 with €', Buffer.from([0x80, 0x20, 0x31]), '€ 1', 'windows-1252'],
    ['ASCII', Buffer.from('a;b'), 'a;b', 'utf-8'],
    ['nothing', Buffer.alloc(0), '', 'utf-8'],
  ])('reads %s', async (_what, bytes, text, encoding) => {
    expect(await decoded(bytes)).toEqual({ text, encoding, damaged: false });
    expect(await decoded(bytes, 10_000)).toEqual({ text, encoding, damaged: false });
  });

  it('keeps a UTF-8 file with one broken byte UTF-8, and tells', async () => {
    const bytes = Buffer.concat([Buffer.from('Zoë;André;é'), Buffer.from([0xff]), Buffer.from(';Łódź')]);
    for (const blockBytes of [3, 1000])
      expect(await decoded(bytes, blockBytes)).toEqual({
        text: 'Zoë;André;é\uFFFD;Łódź',
        encoding: 'utf-8',
        damaged: true,
      });
  });

  it('gives any text back, however its bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.integer({ min: 1, max: 9 }),
        async (text, blockBytes) => {
          const plain = text.replaceAll('\u0000', '').replace(/^\uFEFF/, '');
          expect((await decoded(Buffer.from(`n\n${plain}`), blockBytes)).text).toBe(`n\n${plain}`);
          const utf16 = Buffer.from(`\uFEFF${plain}`, 'utf16le');
          expect((await decoded(utf16, blockBytes)).text).toBe(plain);
        },
      ),
    );
  });
});
