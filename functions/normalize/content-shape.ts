/** The names of a content, in the order in which its normalizer wrote them. */
export type ContentShape = {
  readonly names: readonly string[];
  /** In the order of their names: each member's place in `names`, and how canonical JSON begins it (`"town":`). */
  readonly sorted: readonly { readonly place: number; readonly opening: Uint8Array }[];
};

/**
 * Knows shapes again: a source's normalizer makes a handful of them (names come from code, never from data), so each is
 * sorted once and compared a million times.
 */
export function contentShapes(): (names: readonly string[]) => ContentShape {
  const known: ContentShape[] = [];
  return (names) => {
    for (const shape of known) if (isSame(shape.names, names)) return shape;
    const shape = {
      names,
      sorted: names
        .map((name, place) => ({ name, place, opening: Buffer.from(`${JSON.stringify(name)}:`) }))
        .toSorted((left, right) => (left.name < right.name ? -1 : 1)),
    };
    known.push(shape);
    return shape;
  };
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false;
  for (let at = 0; at < left.length; at += 1) if (left[at] !== right[at]) return false;
  return true;
}
