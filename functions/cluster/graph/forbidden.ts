import type { Contested } from './contested.ts';
import type { Pairs } from './weighed-pairs.ts';

/** Pairs that people decided are apart, by contested component: the places of their rows in it. */
export type Forbidden = ReadonlyMap<number, readonly (readonly [one: number, other: number])[]>;

export function forbiddenWithin(contested: Contested, cannotLink: Pairs): Forbidden {
  const pairs = new Map<number, (readonly [number, number])[]>();
  for (let at = 0; at < cannotLink.count; at++) {
    const left = cannotLink.left[at] ?? 0;
    const right = cannotLink.right[at] ?? 0;
    const component = contested.ofRow[left] ?? -1;
    if (component < 0 || component !== contested.ofRow[right]) continue;
    const rows = contested.rows.subarray(contested.rowStart[component], contested.rowStart[component + 1]);
    const pair = [rows.indexOf(left), rows.indexOf(right)] as const;
    const known = pairs.get(component);
    if (known) known.push(pair);
    else pairs.set(component, [pair]);
  }
  return pairs;
}
