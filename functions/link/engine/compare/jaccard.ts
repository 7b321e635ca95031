/** Jaccard (1912): what two sets share ÷ what they hold together; 0 if both are empty. */
function jaccard(a: ReadonlySet<number | string>, b: ReadonlySet<number | string>): number {
  let shared = 0;
  for (const one of a) if (b.has(one)) shared += 1;
  const together = a.size + b.size - shared;
  return together === 0 ? 0 : shared / together;
}

/** Jaccard similarity of the sets of pairs of neighbouring bytes. */
export const bigramSimilarity = (a: Uint8Array, b: Uint8Array): number => jaccard(bigrams(a), bigrams(b));

/** Jaccard similarity of the sets of words, which spaces separate. */
export const wordSimilarity = (a: Uint8Array, b: Uint8Array): number => jaccard(words(a), words(b));

function bigrams(text: Uint8Array): Set<number> {
  const found = new Set<number>();
  for (let i = 1; i < text.length; i++) found.add(((text[i - 1] ?? 0) << 8) | (text[i] ?? 0));
  return found;
}

const decoder = new TextDecoder();
export const words = (text: Uint8Array): Set<string> =>
  new Set(
    decoder
      .decode(text.slice())
      .split(' ')
      .filter((word) => word !== ''),
  );
