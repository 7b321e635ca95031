import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withLineFeeds } from '#receive/line-breaks.ts';

async function through(text: string, block: number): Promise<string> {
  async function* blocks(): AsyncGenerator<string> {
    for (let at = 0; at < text.length; at += block) yield text.slice(at, at + block);
  }
  let whole = '';
  for await (const piece of withLineFeeds(blocks())) whole += piece;
  return whole;
}

describe('withLineFeeds', () => {
  it.each([
    ['returns alone', 'a\rb\rc', 'a\nb\nc'],
    ['a return at the end', 'a\r', 'a\n'],
    ['returns, then both', 'a\rb\r\nc\r', 'a\nb\nc\n'],
    ['line feeds, with a return in a cell', 'a\nb\rc\n', 'a\nb\rc\n'],
    ['both', 'a\r\nb\rc\r', 'a\r\nb\rc\r'],
    ['no line break', 'abc', 'abc'],
    ['nothing', '', ''],
  ])('reads %s', async (_what, text, expected) => {
    for (const block of [1, 2, 3, 100]) expect(await through(text, block)).toBe(expected);
  });

  it('gives the same however the text is cut into blocks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.stringMatching(/^[a\r\n]{0,20}$/),
        fc.integer({ min: 1, max: 8 }),
        async (text, block) => {
          expect(await through(text, block)).toBe(await through(text, 1000));
        },
      ),
    );
  });
});
