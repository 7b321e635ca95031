import { describe, expect, it } from 'vitest';
import { detectCollect } from '#detect/collect.ts';
import { loadLibrary } from '#detect/library.ts';
import type { QueryRows } from '#ports';
import { PatternId } from '#schemas/ids.ts';
import { memoryLake } from '../memory-ports.ts';
import { id } from './fixture-town.ts';

const library = loadLibrary();
const query = (patternId: string) => ({ patternId: PatternId.parse(patternId), queryId: `q-${patternId}` });
const queries = [query('overcrowding'), query('raid_network')];

type State = { state: 'running' | 'succeeded' | 'failed'; reason: string | undefined };
const succeeded: State = { state: 'succeeded', reason: undefined };

function engine(rows: readonly (readonly (string | null)[])[], states: Readonly<Record<string, State>> = {}) {
  const columns = ['subject_entity_id', 'strength', 'evidence', 'withheld'].map((name) => ({
    name,
    type: 'varchar',
  }));
  return {
    state: async (asked: readonly string[]) =>
      new Map(asked.filter((each) => each !== 'q-unknown').map((each) => [each, states[each] ?? succeeded])),
    rows: async (): Promise<QueryRows> => ({ columns, rows }),
  };
}

const row = (name: string) => [id('address', name), '0.5', '{"adults":6}', 'false'];

/** What is collected when every query has ended. */
async function collect(...args: Parameters<typeof detectCollect>) {
  const answer = await detectCollect(...args);
  if (answer.outcome !== 'collected') throw new Error(`still ${answer.outcome}`);
  return answer;
}

describe('the collection of findings', () => {
  it('writes what every pattern found, and says what each weighs', async () => {
    const memory = memoryLake();
    const answer = await collect(
      { version: 3, queries },
      { engine: engine([row('a'), row('b')]), lake: memory.lake, library, shipped: library },
    );
    expect(answer.files).toMatchObject([{ table: 'findings', rows: 4 }]);
    expect(answer.files[0]?.prefix).toMatch(/^analysis\/findings_history\/version=3-[0-9a-f]{16}\/$/);
    expect(answer.weights.map(({ id: pattern, weight }) => [pattern, weight])).toEqual([
      ['overcrowding', 25],
      ['raid_network', 30],
    ]);
    const rows = answer.files[0] ? await memory.lake.read(answer.files[0]) : [];
    expect(rows[0]).toMatchObject({
      pattern_id: 'overcrowding',
      strength: 0.5,
      evidence: { adults: 6 },
      withheld: false,
    });
  });

  it('lies at the same place whatever order the engine answers in, and elsewhere when it found something else', async () => {
    const at = async (...names: readonly string[]) => {
      const found = engine(names.map(row));
      return (
        await collect(
          { version: 3, queries },
          { engine: found, lake: memoryLake().lake, library, shipped: library },
        )
      ).files[0]?.prefix;
    };
    expect(await at('a', 'b')).toBe(await at('b', 'a'));
    expect(await at('a', 'b')).not.toBe(await at('a'));
  });

  it('writes an empty table when nothing was found or asked', async () => {
    const answer = await detectCollect(
      { version: 3, queries: [] },
      { engine: engine([]), lake: memoryLake().lake, library, shipped: library },
    );
    expect(answer).toMatchObject({ files: [{ rows: 0 }], weights: [] });
  });

  it.each<{
    what: string;
    states: Readonly<Record<string, State>>;
    asked?: string;
    name: string;
    says: RegExp;
  }>([
    {
      what: 'names the pattern that failed, and not the engine’s words',
      states: { 'q-overcrowding': { state: 'failed', reason: "cannot cast 'Jansen' to integer" } },
      name: 'PatternFailed',
      says: /^pattern overcrowding: its query q-overcrowding failed$/,
    },
    {
      what: 'fails rather than waits when one of several failed',
      states: {
        'q-overcrowding': { state: 'running', reason: undefined },
        'q-raid_network': { state: 'failed', reason: 'timeout' },
      },
      name: 'PatternFailed',
      says: /raid_network/,
    },
    {
      what: 'refuses a query that the engine does not know',
      states: {},
      asked: 'unknown',
      name: 'PatternFailed',
      says: /no such query/,
    },
    {
      what: 'refuses a pattern that is not in the library',
      states: {},
      asked: 'of_last_year',
      name: 'PatternFailed',
      says: /not in the library/,
    },
  ])('$what', async ({ states, asked, name, says }) => {
    const input = { version: 3, queries: asked === undefined ? queries : [query(asked)] };
    const act = detectCollect(input, {
      engine: engine([], states),
      lake: memoryLake().lake,
      library,
      shipped: library,
    });
    await expect(act).rejects.toMatchObject({ name, message: expect.stringMatching(says) });
  });

  describe('says how to end a pattern that people approved', () => {
    const retire =
      /^pattern overcrowding: .*; retire it \(npm run pattern -- retire overcrowding …\) and resume$/;
    const shipped = library.filter(({ dossier }) => dossier.id !== 'overcrowding');
    const failed = { 'q-overcrowding': { state: 'failed', reason: 'timeout' } } as const;
    it.each([
      { what: 'whose query failed', of: engine([], failed) },
      { what: 'whose rows do not fit', of: engine([[id('person', 'x'), '1', '{}', 'false']]) },
    ])('$what', async ({ of }) => {
      const act = detectCollect(
        { version: 3, queries },
        { engine: of, lake: memoryLake().lake, library, shipped },
      );
      await expect(act).rejects.toMatchObject({
        name: 'PatternFailed',
        message: expect.stringMatching(retire),
      });
    });
  });

  it('says how many still run, writes nothing, and is asked again', async () => {
    const memory = memoryLake();
    const states = { 'q-raid_network': { state: 'running', reason: undefined } } as const;
    const answer = await detectCollect(
      { version: 3, queries },
      { engine: engine([], states), lake: memory.lake, library, shipped: library },
    );
    expect(answer).toEqual({ outcome: 'running', running: 1 });
    expect(memory.objects.objects.size).toBe(0);
  });

  it('refuses rows that do not fit, whole', async () => {
    const bad = engine([row('a'), [id('person', 'x'), '1', '{}', 'false']]);
    const memory = memoryLake();
    await expect(
      detectCollect({ version: 3, queries }, { engine: bad, lake: memory.lake, library, shipped: library }),
    ).rejects.toMatchObject({
      name: 'PatternFailed',
    });
    expect(memory.objects.objects.size).toBe(0);
  });
});
