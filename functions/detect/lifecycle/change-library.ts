import type { Clock, NamedQueries, PatternStore } from '#ports';
import type { Actor } from '#schemas/actor.ts';
import { Failure } from '#schemas/failures.ts';
import { SETTINGS } from '#schemas/settings.ts';
import type { StoredPattern } from '#schemas/stored-pattern.ts';
import { checkedPattern, type Pattern } from '../library.ts';
import { readyPattern } from '../ready-queries.ts';
import { backTestDraft, testDraft, type TestPorts } from './test-draft.ts';
import { readDraft } from './read-draft.ts';
import { joinLibrary } from './whole-library.ts';

export type LibraryPorts = TestPorts & {
  readonly patterns: PatternStore;
  readonly queries: Pick<NamedQueries, 'create' | 'remove'>;
  readonly clock: Clock;
  /** What the program is shipped with. */
  readonly shipped: readonly Pattern[];
};

type Told = { readonly actor: Actor; readonly reason: string };

/**
 * Stores a draft with its dossier and what it finds now and would have found earlier, for another person to judge. A
 * repeat by the same person answers with what stands. Throws as `readDraft` and `testDraft` do, and
 * Failure('TransitionRefused') for an id or version that is taken.
 */
export async function propose(
  asked: Told & { readonly text: string },
  ports: LibraryPorts,
): Promise<StoredPattern> {
  const stored = await ports.patterns.all();
  const at = ports.clock.now().toISOString();
  const draft = readDraft(asked.text, {
    library: joinLibrary(ports.shipped, stored),
    today: at.slice(0, 10),
  });
  const { id, version } = draft.dossier;
  if (ports.shipped.some(({ dossier }) => dossier.id === id))
    throw new Failure(
      'TransitionRefused',
      `${id} is a pattern of the program itself; give the draft another id`,
    );
  const own = stored.filter((each) => each.id === id);
  const same = own.find((each) => each.version === version);
  if (same?.state === 'proposed' && same.text === asked.text && same.proposed.by.id === asked.actor.id)
    return same;
  if (own.some((each) => each.version >= version))
    throw new Failure(
      'TransitionRefused',
      `version ${version} of ${id} is taken; raise the version in its dossier`,
    );
  const proposed: StoredPattern = {
    id,
    version,
    state: 'proposed',
    text: asked.text,
    proposed: { by: asked.actor, at, reason: asked.reason },
    test: await testDraft(draft, ports),
    back_tests: await backTestDraft(draft, SETTINGS.patterns.backTests, ports),
    approved: null,
    retired: null,
  };
  if (!(await ports.patterns.propose(proposed)))
    throw new Failure(
      'TransitionRefused',
      `version ${version} of ${id} was proposed by somebody else meanwhile`,
    );
  return proposed;
}

/**
 * Takes a proposed pattern into the library: detection runs it from the next version on, and analysts find it as a named
 * query. Four eyes: throws Failure('RuleViolated') for the proposer; Failure('NotFound'), Failure('TransitionRefused').
 */
export async function approve(
  asked: Told & { readonly id: string },
  ports: LibraryPorts,
): Promise<StoredPattern> {
  const stored = await ports.patterns.all();
  const newest = newestOf(asked.id, stored);
  if (newest.proposed.by.id === asked.actor.id)
    throw new Failure(
      'RuleViolated',
      `${asked.id} was proposed by ${asked.actor.id}: another person approves it`,
    );
  if (newest.state === 'approved' && newest.approved?.by.id === asked.actor.id) {
    await ports.queries.create(readyPattern(patternOf(newest)));
    return newest;
  }
  const standing = stored.find((each) => each.id === asked.id && each.state === 'approved');
  if (standing && standing !== newest)
    throw new Failure(
      'TransitionRefused',
      `version ${standing.version} of ${asked.id} stands: retire it first`,
    );
  const at = ports.clock.now().toISOString();
  // Months may lie between: its dossier may have expired, and the rules may have grown.
  const draft = readDraft(newest.text, {
    library: joinLibrary(ports.shipped, stored),
    today: at.slice(0, 10),
  });
  const approved: StoredPattern = {
    ...newest,
    state: 'approved',
    approved: { by: asked.actor, at, reason: asked.reason },
  };
  await ports.patterns.move(approved, 'proposed');
  await ports.queries.create(readyPattern(draft));
  return approved;
}

/**
 * Ends a pattern, approved or only proposed, with a reason. Throws Failure('NotFound'), Failure('TransitionRefused') when it
 * was retired already by another.
 */
export async function retire(
  asked: Told & { readonly id: string },
  ports: LibraryPorts,
): Promise<StoredPattern> {
  const stored = await ports.patterns.all();
  const standing = stored.find((each) => each.id === asked.id && each.state === 'approved');
  const found = standing ?? newestOf(asked.id, stored);
  if (found.state !== 'retired') {
    const at = ports.clock.now().toISOString();
    const retired: StoredPattern = {
      ...found,
      state: 'retired',
      retired: { by: asked.actor, at, reason: asked.reason },
    };
    await ports.patterns.move(retired, found.state);
    await ports.queries.remove(asked.id);
    return retired;
  }
  if (found.retired?.by.id !== asked.actor.id)
    throw new Failure(
      'TransitionRefused',
      `${asked.id} was retired on ${found.retired?.at.slice(0, 10)} already`,
    );
  await ports.queries.remove(asked.id);
  return found;
}

function newestOf(id: string, stored: readonly StoredPattern[]): StoredPattern {
  const newest = stored.filter((each) => each.id === id).at(-1);
  if (!newest) throw new Failure('NotFound', `nobody proposed a pattern ${id}`);
  return newest;
}

const patternOf = ({ id, text }: StoredPattern): Pattern => checkedPattern(`${id}.sql`, text);
