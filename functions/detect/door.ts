import { createHash } from 'node:crypto';
import type { NamedQueries } from '#ports';
import type { Actor } from '#schemas/actor.ts';
import { Failure } from '#schemas/failures.ts';
import type { GateState } from '#schemas/fairness.ts';
import type { BackTest, PatternTest, StoredPattern } from '#schemas/stored-pattern.ts';
import type { Asked, DoorInput } from './door-input.ts';
import { approve, type LibraryPorts, propose, retire } from './lifecycle/change-library.ts';
import { measureWorth, type PatternWorth } from './lifecycle/pattern-worth.ts';
import { readDraft } from './lifecycle/read-draft.ts';
import { backTestDraft, testDraft } from './lifecycle/test-draft.ts';
import { joinLibrary } from './lifecycle/whole-library.ts';

export type DoorPorts = LibraryPorts & {
  readonly queries: NamedQueries;
  /** What the fairness gate last said; null while it never did. */
  readonly gate: () => Promise<GateState | null>;
};

export type ListedPattern = {
  readonly id: string;
  readonly version: number;
  readonly state: 'shipped' | StoredPattern['state'];
  readonly title: string | null;
  readonly expires: string | null;
};

export type DoorOutput =
  | { readonly patterns: readonly ListedPattern[] }
  | {
      readonly patterns: readonly Pick<StoredPattern, 'id' | 'text'>[];
      readonly gate: GateState | null;
    }
  | { readonly pattern: StoredPattern }
  | { readonly worth: readonly PatternWorth[] }
  | { readonly test: PatternTest }
  | { readonly back_tests: readonly BackTest[] };

const MAKERS: readonly Actor['role'][] = ['analyst'];
const JUDGES: readonly Actor['role'][] = ['analyst', 'team_lead', 'privacy_officer'];
const ROLES: Readonly<Record<DoorInput['operation'], readonly Actor['role'][]>> = {
  list: JUDGES,
  show: JUDGES,
  worth: JUDGES,
  facts: JUDGES,
  test: MAKERS,
  backtest: MAKERS,
  propose: MAKERS,
  approve: JUDGES,
  retire: JUDGES,
};

/**
 * The door of patterns: analysts try drafts and propose them, other people approve them, and everybody sees what each was
 * worth. Throws Failure('RuleViolated') for a role that has no business here, and what the operations throw.
 */
export async function detectDoor(asked: DoorInput, ports: DoorPorts): Promise<DoorOutput> {
  if (!ROLES[asked.operation].includes(asked.actor.role))
    throw new Failure('RuleViolated', `${asked.operation} is not for a ${asked.actor.role}`);
  switch (asked.operation) {
    case 'list':
      return { patterns: await list(ports) };
    case 'show': {
      const found = (await ports.patterns.all()).filter(({ id }) => id === asked.id).at(-1);
      if (!found) throw new Failure('NotFound', `nobody proposed a pattern ${asked.id}`);
      return { pattern: found };
    }
    case 'worth': {
      const library = joinLibrary(ports.shipped, await ports.patterns.all(), ['approved', 'retired']);
      const token = createHash('sha256').update(ports.clock.now().toISOString()).digest('hex');
      return { worth: await measureWorth(library, token, ports) };
    }
    case 'facts': {
      const approved = (await ports.patterns.all()).filter(({ state }) => state === 'approved');
      return {
        patterns: approved.map(({ id, text }) => ({ id, text })),
        gate: await ports.gate(),
      };
    }
    case 'test':
      return { test: await testDraft(await draftOf(asked, ports), ports) };
    case 'backtest':
      return { back_tests: await backTestDraft(await draftOf(asked, ports), asked.versions, ports) };
    case 'propose':
      return { pattern: await propose({ ...asked, text: await textOf(asked, ports) }, ports) };
    case 'approve':
      return { pattern: await approve(asked, ports) };
    case 'retire':
      return { pattern: await retire(asked, ports) };
  }
}

type OfDraft = Asked<'test'> | Asked<'backtest'> | Asked<'propose'>;

async function textOf({ text, query }: OfDraft, { queries }: DoorPorts): Promise<string> {
  const found = text ?? (query === undefined ? undefined : await queries.text(query));
  if (found === undefined) throw new Failure('NotFound', `there is no named query ${query}`);
  return found;
}

async function draftOf(asked: OfDraft, ports: DoorPorts) {
  return readDraft(await textOf(asked, ports), {
    library: joinLibrary(ports.shipped, await ports.patterns.all()),
    today: ports.clock.now().toISOString().slice(0, 10),
  });
}

async function list({ shipped, patterns }: DoorPorts): Promise<ListedPattern[]> {
  const own = shipped.map(
    ({ dossier: { id, version, title_en, expires } }): ListedPattern => ({
      id,
      version,
      state: 'shipped',
      title: title_en,
      expires,
    }),
  );
  const made = (await patterns.all()).map(({ id, version, state, text }): ListedPattern => {
    const key = (name: string) => new RegExp(`^-- ${name}: (.*)$`, 'm').exec(text)?.[1] ?? null;
    return { id, version, state, title: key('title_en'), expires: key('expires') };
  });
  return [...own, ...made];
}
