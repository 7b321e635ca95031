import type { Decision } from '../entities/decision.ts';
import type { Pool } from '../threads/pool.ts';
import { laterDecisions, textsOf } from './decisions.ts';
import { beginDelta, writeDelta } from './delta.ts';
import type { EntityChange } from './entity-changes.ts';
import { type DropRows, type Identified, identify } from './identify.ts';
import { encodeManifest, MANIFEST_KEY, type Manifest, type Part } from './manifest.ts';
import type { OpenIndex } from './open-index.ts';
import type { OverLimit } from './plan-blocks.ts';
import { type Member, regroupDrop } from './regroup-drop.ts';
import { RowStore } from './row-store.ts';
import { SlotRows } from './slot-rows.ts';
import { SlotSet } from './slot-set.ts';
import { type Weighed, weighDrop } from './weigh-drop.ts';

/** What comes in at one time. */
export type Drop = {
  readonly rows: DropRows;
  /** Ids of rows that are withdrawn. */
  readonly withdraw: readonly string[];
  /** What people decided since. */
  readonly decisions: readonly Decision[];
};

export type DropTools = {
  readonly pool: Pool;
  /** Name of the object that will hold what changed; no other has it. */
  readonly object: string;
  /** Milliseconds from any start, for `seconds`. */
  readonly now: () => number;
};

export type DropResult = {
  readonly manifest: Manifest;
  readonly created: number;
  readonly corrected: number;
  readonly withdrawn: number;
  readonly unchanged: number;
  readonly pairsScored: number;
  readonly candidates: number;
  readonly affectedRows: number;
  /** Decisions of the drop on rows that are not there. */
  readonly absentDecisions: number;
  readonly overLimit: readonly OverLimit[];
  readonly changes: readonly EntityChange[];
  /** Rows of the entities that changed and still are, in order of entity, then of arrival. */
  readonly members: () => Iterable<Member>;
  readonly seconds: Weighed['seconds'] & {
    readonly identify: number;
    readonly cluster: number;
    readonly write: number;
  };
};

/**
 * Links a drop under the index's frozen model: new rows with all, and takes together anew only what that affects.
 * The entities afterwards are those of one full link of all rows. Readers see the index before or after, never
 * between; a drop that says nothing new changes nothing. Throws if somebody else changed the index meanwhile; then nothing has happened.
 */
export async function applyDrop(index: OpenIndex, drop: Drop, tools: DropTools): Promise<DropResult> {
  const { manifest } = index;
  const { now, pool } = tools;
  const started = now();
  const known = new Map(manifest.terms.map(({ field, known }) => [field, known]));
  const counted = manifest.stored.map((field) => known.has(field));
  const store = new RowStore(manifest.stored.map((name) => ({ name, known: known.get(name) })));
  const identified = await identify(index, drop.rows, textsOf(drop.withdraw), store, counted);
  const end = manifest.nextSlot + identified.fresh.length;
  const dead = new SlotSet(end);
  for (const segment of index.segments) for (const slot of segment.dead) dead.add(slot);
  for (const slot of identified.gone) dead.add(slot);
  const rows = new SlotRows(index, store, counted, end);
  for (const [at, row] of identified.fresh.entries())
    rows.name(row, manifest.nextSlot + at, identified.numbers[at] ?? 0);
  // Threads that have nothing to do yet write what is known already.
  const begun = beginDelta(index, drop.rows, identified, pool);
  begun.catch(() => {});
  const identifiedAt = now();
  const weighed = await weighDrop({ index, identified, rows, dead, pool, now });
  const weighedAt = now();
  const decisions = laterDecisions(manifest.decisions, drop.decisions);
  const grouped = await regroupDrop({
    index,
    identified,
    dead,
    rows,
    changed: weighed.edges,
    ids: drop.rows.ids,
    decisions,
    decidedNow: drop.decisions,
    pool,
    end,
  });
  const groupedAt = now();
  const corrected = identified.gone.length - identified.withdrawn.length;
  const created = identified.fresh.length - corrected;
  const write = async (): Promise<Manifest> => {
    const parts = await writeDelta(index, tools.object, {
      begun: await begun,
      identified,
      edges: weighed.edges,
      entities: grouped.entities,
      changes: grouped.changes,
    });
    const next: Manifest = {
      ...manifest,
      version: manifest.version + 1,
      segments: [...manifest.segments, segmentOf(manifest, drop.rows, identified, parts)],
      nextSlot: end,
      nextRow: manifest.nextRow + created,
      nextEntity: grouped.nextEntity,
      rowsAlive: manifest.rowsAlive + created - identified.withdrawn.length,
      decisions: [...decisions],
    };
    if (!(await index.objects.replace(MANIFEST_KEY, encodeManifest(next), index.manifestBytes))) {
      await index.objects.remove([tools.object]);
      throw new Error('The index was changed by somebody else meanwhile; nothing was done, try again');
    }
    return next;
  };
  const isNews = identified.fresh.length + identified.gone.length + drop.decisions.length > 0;
  const next = isNews ? await write() : manifest;
  return {
    manifest: next,
    created,
    corrected,
    withdrawn: identified.withdrawn.length,
    unchanged: identified.unchanged,
    pairsScored: weighed.pairsScored,
    candidates: weighed.candidates,
    affectedRows: grouped.affectedRows,
    absentDecisions: grouped.absentDecisions,
    overLimit: weighed.overLimit,
    changes: grouped.changes,
    members: grouped.members,
    seconds: {
      identify: (identifiedAt - started) / 1000,
      ...weighed.seconds,
      cluster: (groupedAt - weighedAt) / 1000,
      write: (now() - groupedAt) / 1000,
    },
  };
}

function segmentOf(
  manifest: Manifest,
  { encoded }: DropRows,
  { fresh }: Identified,
  parts: Record<string, Part>,
): Manifest['segments'][number] {
  return {
    firstSlot: manifest.nextSlot,
    slots: fresh.length,
    texts: manifest.stored.map((name) => encoded.fields.get(name)?.texts.size ?? 0),
    parts,
  };
}
