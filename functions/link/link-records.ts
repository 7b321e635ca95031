import type { RecordId } from '#schemas/ids.ts';
import type { LinkDecision } from '#schemas/link-decision.ts';
import type { Link } from '#schemas/link.ts';
import type { LinkRecord } from './link-record.ts';
import type { LargeBlock } from './blocks.ts';
import { linkAddresses } from './link-addresses.ts';
import { linkDecided } from './link-decided.ts';
import { linkKeys } from './link-keys.ts';
import { linkPersons } from './link-persons.ts';
import { type LinkModel, modelId } from './model.ts';
import { personFeatures } from './person-features.ts';
import { type ResolvedAddresses, resolveAddresses } from './resolve-addresses.ts';
import { standingDecisions } from './standing-decisions.ts';

export type LinkInput = {
  /** Records and links of the version before. */
  readonly current: Iterable<LinkRecord>;
  readonly links: readonly Link[];
  /** New records and new states of known ones. */
  readonly changed: Iterable<LinkRecord>;
  readonly removed: Iterable<RecordId>;
  readonly model: LinkModel;
  /** All that people ever decided. */
  readonly decisions?: readonly LinkDecision[];
};

export type LinkReport = {
  readonly pairsWeighed: number;
  readonly personsTouched: number;
  readonly addressesAmbiguous: number;
  readonly largeBlocks: readonly LargeBlock[];
  /** Decisions that do not hold, as earlier ones rule them out. */
  readonly decisionsContradicted: number;
};

export type LinkDelta = {
  /** New links, and those whose weight or reason changed; sorted by their records. */
  readonly added: readonly Link[];
  readonly removed: readonly (readonly [left: RecordId, right: RecordId])[];
  readonly report: LinkReport;
};

/**
 * What a drop changes in the links. Persons are weighed only where something changed; keys and addresses are cheap
 * and are resolved anew over everything, so that an anchor or an ambiguity that came with this drop is seen. Either
 * way, links after any sequence of drops and decisions equal those of one run over all records under the same model. What
 * people decided goes before whatever else links a pair, while both records are there.
 */
export function linkRecords(input: LinkInput): LinkDelta {
  const { model } = input;
  const id = modelId(model);
  const replaced = input.links.filter((link) => link.explanation.basis !== 'decision');
  const sameModel = replaced.every((link) => link.explanation.model === id);
  const before = new Map<string, LinkRecord>();
  for (const record of input.current) before.set(record.record_id, record);
  const now = new Map(before);
  for (const record of input.changed) now.set(record.record_id, record);
  for (const recordId of input.removed) now.delete(recordId);

  const addresses = resolveAddresses(now.values());
  const earlier = sameModel ? personFeatures(before, addressNames(resolveAddresses(before.values()))) : [];
  const present = personFeatures(now, addressNames(addresses), { records: before, features: earlier });
  const { standing, contradicted } = standingDecisions(input.decisions ?? []);
  const decided = linkDecided(standing, now, model);
  const persons = linkPersons(earlier, present, model, openedAgain(input.links, decided));
  const stands = (link: Link): boolean =>
    sameModel &&
    link.explanation.basis === 'weights' &&
    !persons.touched.has(link.left_record_id) &&
    !persons.touched.has(link.right_record_id);
  const wanted = new Map<string, Link>();
  for (const link of [
    ...linkKeys(now.values(), model),
    ...linkAddresses(now, addresses.resolved, model),
    ...persons.links,
    ...replaced.filter(stands),
    ...decided,
  ])
    wanted.set(pairName(link), link);

  const known = new Map(input.links.map((link) => [pairName(link), link]));
  return {
    added: [...wanted.values()]
      .filter((link) => {
        const old = known.get(pairName(link));
        return !old || !isSame(old, link);
      })
      .toSorted((a, b) => (pairName(a) < pairName(b) ? -1 : 1)),
    removed: input.links
      .filter((link) => !wanted.has(pairName(link)))
      .map((link) => [link.left_record_id, link.right_record_id]),
    report: {
      pairsWeighed: persons.pairs,
      personsTouched: persons.touched.size,
      addressesAmbiguous: addresses.ambiguous,
      largeBlocks: persons.largeBlocks,
      decisionsContradicted: contradicted.length,
    },
  };
}

/** Records of links that people had decided and no longer do: their pairs are for the model to weigh again. */
function openedAgain(before: readonly Link[], decided: readonly Link[]): ReadonlySet<string> {
  const standing = new Set(decided.map(pairName));
  return new Set(
    before
      .filter((link) => link.explanation.basis === 'decision' && !standing.has(pairName(link)))
      .flatMap((link) => [link.left_record_id, link.right_record_id]),
  );
}

const pairName = (link: Link): string => `${link.left_record_id} ${link.right_record_id}`;

/** By members, not as text: a town has hundreds of thousands of links, and hardly any differs. */
function isSame(old: Link, link: Link): boolean {
  const { explanation: was } = old;
  const { explanation: is } = link;
  return (
    old === link ||
    (old.weight_bits === link.weight_bits &&
      old.probability === link.probability &&
      was.basis === is.basis &&
      was.rule === is.rule &&
      was.priorBits === is.priorBits &&
      was.model === is.model &&
      was.steps.length === is.steps.length &&
      was.steps.every((step, at) => {
        const other = is.steps[at];
        return (
          step.field === other?.field &&
          step.level === other.level &&
          step.weightBits === other.weightBits &&
          step.frequencyBits === other.frequencyBits
        );
      }))
  );
}

const addressNames = ({ resolved }: ResolvedAddresses): ReadonlyMap<string, string> =>
  new Map([...resolved].map(([recordId, { address }]) => [recordId, address]));
