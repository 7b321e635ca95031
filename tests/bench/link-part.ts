import { parseArgs } from 'node:util';
import { folderObjects } from '#link/cli/folder-objects.ts';
import { countReads } from '#link/engine/index/objects.ts';
import { openIndex } from '#link/engine/index/open-index.ts';
import { openBaseLists } from '#link/engine/index/partition/base-lists.ts';
import { allLargeKeys, largeKeysOfPart } from '#link/engine/index/partition/large-keys.ts';
import { linkPart } from '#link/engine/index/partition/link-part.ts';
import { openPool } from '#link/engine/threads/pool.ts';

/**
 * One part of a base, linked in a process of its own, as one function on AWS would: how long it takes, how much memory,
 * and what it reads.
 *
 *   node tests/bench/link-part.ts --index .verband/bench-link/index [--part 3] [--of 16] [--rows-at-once 200000]
 */
const { values } = parseArgs({
  options: {
    index: { type: 'string' },
    part: { type: 'string', default: '3' },
    of: { type: 'string', default: '16' },
    'rows-at-once': { type: 'string', default: '200000' },
  },
});
if (values.index === undefined) throw new Error('Name an index: --index FOLDER');
const tally = { ranges: 0, bytes: 0 };
const objects = countReads(folderObjects(values.index), tally);
const { manifest } = await openIndex(objects);
const { model, keepBits, terms, stored, segments } = manifest;
const [base, ...deltas] = segments;
if (!base || deltas.length > 0) throw new Error('The index has more than a base; compact it first');
const known = new Map(terms.map(({ field, known: rows }) => [field, rows]));
const rows = {
  rows: base.slots,
  texts: base.texts,
  parts: base.parts,
  fields: stored.map((name) => ({ name, known: known.get(name) })),
};
tally.ranges = 0;
tally.bytes = 0;
const started = performance.now();
const lists = await openBaseLists(objects, rows, model);
const part = { index: Number(values.part), count: Number(values.of) };
const large = allLargeKeys([await largeKeysOfPart(objects, lists, model, part)]);
const { edges, pairsScored } = await linkPart({
  objects,
  lists,
  model,
  part,
  large,
  keepBits,
  pool: openPool(1),
  rowsAtOnce: Number(values['rows-at-once']),
});
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
process.stdout.write(
  `part ${part.index} of ${part.count}, base of ${base.slots} rows: ${pairsScored} pairs, ${edges.count} edges; ` +
    `${((performance.now() - started) / 1000).toFixed(1)} s (processor ${((userCPUTime + systemCPUTime) / 1e6).toFixed(1)} s), ` +
    `${(tally.bytes / 1e6).toFixed(0)} MB read in ${tally.ranges} ranges, at most ${Math.round(maxRSS / 1024)} MB of memory\n`,
);
