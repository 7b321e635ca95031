import * as z from 'zod';
import { Model } from '../model/model.ts';

/** One more whenever what is written can't be read as before. */
const FORMAT = 1;

const Count = z.int().min(0);

/** Where some bytes of the index stand. */
export const Part = z.strictObject({ object: z.string().min(1), from: Count, bytes: Count });
export type Part = z.infer<typeof Part>;

/**
 * Rows that came in together, all that is known of them by key, and what they changed: immutable. Rows are numbered by
 * **slot**, through all segments; a row whose content is corrected gets a new slot, and its old one is dead.
 */
export const Segment = z.strictObject({
  firstSlot: Count,
  slots: Count,
  /** Distinct texts per stored field: codes in row pages are below. */
  texts: z.array(Count),
  parts: z.record(z.string(), Part),
});
export type Segment = z.infer<typeof Segment>;

/** Frozen term frequencies of a field. */
export const Terms = z.strictObject({ field: z.string().min(1), known: Count, words: Part, fences: Part });
export type Terms = z.infer<typeof Terms>;

/** What a named person decided about two rows, by their ids; it stays when they go, and holds when they come back. */
const Decided = z.strictObject({
  left: z.string(),
  right: z.string(),
  decision: z.enum(['must', 'cannot']),
  by: z.string(),
  on: z.string(),
  why: z.string(),
});

/** What an index consists of, as it was after its last change; written last. */
export const Manifest = z.strictObject({
  format: z.literal(FORMAT),
  /** 1 for a new base; one more per change. */
  version: z.int().min(1),
  /** Frozen, with the rules by which links become entities. */
  model: Model,
  /** Pairs that weigh less are not kept as edges. */
  keepBits: z.number(),
  /** The input's first column, by which rows are known. */
  idColumn: z.string(),
  /** Names of the fields whose texts are stored, in their order in row pages. */
  stored: z.array(z.string().min(1)).min(1),
  terms: z.array(Terms),
  /** Oldest first: the base, then what changed. */
  segments: z.array(Segment).min(1),
  nextSlot: Count,
  /** Rows are numbered in order of arrival; a correction keeps the number. */
  nextRow: Count,
  nextEntity: Count,
  rowsAlive: Count,
  decisions: z.array(Decided),
});
export type Manifest = z.infer<typeof Manifest>;

export const MANIFEST_KEY = 'manifest.json';

export const encodeManifest = (manifest: Manifest): Uint8Array =>
  new TextEncoder().encode(JSON.stringify(manifest));

/** Throws if the bytes are no manifest, or one that another version of this program wrote. */
export function decodeManifest(bytes: Uint8Array): Manifest {
  let read: unknown;
  try {
    read = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new Error('The index is damaged: its manifest is no JSON', { cause: error });
  }
  const format = AnyFormat.safeParse(read);
  if (!format.success) throw new Error('This is no index: its manifest tells no format');
  if (format.data.format !== FORMAT)
    throw new Error(
      `The index has format ${format.data.format}; this program reads format ${FORMAT}. Build it again.`,
    );
  const manifest = Manifest.safeParse(read);
  if (!manifest.success)
    throw new Error(
      `The index is damaged: its manifest does not hold together\n${z.prettifyError(manifest.error)}`,
    );
  return manifest.data;
}

const AnyFormat = z.object({ format: z.number() });
