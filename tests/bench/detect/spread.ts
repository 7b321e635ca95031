/** A figure over several towns. */
type Spread = { readonly mean: number; readonly spread: number };

type Tree = number | readonly Tree[] | { readonly [key: string]: Tree };
type SpreadTree = Spread | readonly SpreadTree[] | { readonly [key: string]: SpreadTree };

/**
 * Mean and standard deviation of every figure of several reports of one form; a member that only some have is taken over
 * those. Throws RangeError on none.
 */
export function spreadOf(reports: readonly Tree[]): SpreadTree {
  const [first] = reports;
  if (first === undefined) throw new RangeError('no report to take a mean of');
  if (typeof first === 'number') return meanAndSpread(reports.filter((each) => typeof each === 'number'));
  if (isList(first)) {
    const lists = reports.filter(isList);
    return first.map((_each, index) => spreadOf(lists.flatMap((list) => there(list[index]))));
  }
  const records = reports.flatMap((each) => (typeof each === 'number' || isList(each) ? [] : [each]));
  const keys = [...new Set(records.flatMap((each) => Object.keys(each)))];
  return Object.fromEntries(keys.map((key) => [key, spreadOf(records.flatMap((each) => there(each[key])))]));
}

/** Kept in a list of its own, so that a list is not taken apart. */
const there = (tree: Tree | undefined): Tree[] => (tree === undefined ? [] : [tree]);

const isList = (tree: Tree): tree is readonly Tree[] => Array.isArray(tree);

function meanAndSpread(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance =
    values.length < 2 ? 0 : values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, spread: Math.sqrt(variance) };
}
