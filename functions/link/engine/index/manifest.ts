import type { Decision } from '../entities/decision.ts';
import type { Model } from '../model/model.ts';
import { hashTexts } from './text-hash.ts';

/** One more whenever what is written can't be read as before. */
const FORMAT = 1;

/** Where some bytes of the index stand. */
export type Part = { readonly object: string; readonly from: number; readonly bytes: number };

/**
 * Rows that came in together, all that is known of them by key, and what they changed: immutable. Rows are numbered by
 * **slot**, through all segments; a row whose content is corrected gets a new slot, and its old one is dead.
 */
export type Segment = {
  readonly firstSlot: number;
  readonly slots: number;
  /** Distinct texts per stored field: codes in row pages are below. */
  readonly texts: readonly number[];
  readonly parts: Readonly<Record<string, Part>>;
};

/** Frozen term frequencies of a field. */
export type Terms = {
  readonly field: string;
  readonly known: number;
  readonly words: Part;
  readonly fences: Part;
};

/** What an index consists of, as it was after its last change; written last. */
export type Manifest = {
  readonly format: typeof FORMAT;
  /** 1 for a new base; one more per change. */
  readonly version: number;
  /** Frozen, with the rules by which links become entities. */
  readonly model: Model;
  /** Pairs that weigh less are not kept as edges. */
  readonly keepBits: number;
  /** The input's first column, by which rows are known. */
  readonly idColumn: string;
  /** Names of the fields whose texts are stored, in their order in row pages. */
  readonly stored: readonly string[];
  readonly terms: readonly Terms[];
  /** Oldest first: the base, then what changed. */
  readonly segments: readonly Segment[];
  readonly nextSlot: number;
  /** Rows are numbered in order of arrival; a correction keeps the number. */
  readonly nextRow: number;
  readonly nextEntity: number;
  readonly rowsAlive: number;
  /** What people decided about rows, by their ids; it stays when they go, and holds when they come back. */
  readonly decisions: readonly Decision[];
};

export const MANIFEST_KEY = 'manifest.json';

/** As JSON, and behind it a line with the hash of that. */
export function encodeManifest(manifest: Manifest): Uint8Array {
  const json = new TextEncoder().encode(`${JSON.stringify(manifest)}\n`);
  const line = new TextEncoder().encode(`${hashOfBytes(json)}\n`);
  const bytes = new Uint8Array(json.length + line.length);
  bytes.set(json);
  bytes.set(line, json.length);
  return bytes;
}

/**
 * Throws if the bytes are not, to the last one, what `encodeManifest` of this format wrote. So they need no schema to be
 * held against, which would take a drop of a thousand rows a tenth of its time to load.
 */
export function decodeManifest(bytes: Uint8Array): Manifest {
  const format = Number(/^\{"format":(\d+),/.exec(new TextDecoder().decode(bytes.subarray(0, 32)))?.[1]);
  if (Number.isNaN(format)) throw new Error('This is no index: its manifest tells no format');
  if (format !== FORMAT)
    throw new Error(`The index has format ${format}; this program reads format ${FORMAT}. Build it again.`);
  const end = bytes.lastIndexOf(LINE_FEED, bytes.length - 2) + 1;
  const json = bytes.subarray(0, end);
  if (new TextDecoder().decode(bytes.subarray(end)) !== `${hashOfBytes(json)}\n`)
    throw new Error('The index is damaged: its manifest is not as it was written');
  const manifest: Manifest = JSON.parse(new TextDecoder().decode(json));
  return manifest;
}

const LINE_FEED = 0x0a;

function hashOfBytes(bytes: Uint8Array): string {
  const { high, low } = hashTexts({
    size: 1,
    bytes,
    offsets: Uint32Array.of(0, bytes.length),
    counts: Uint32Array.of(1),
  });
  return [high, low].map(([word = 0]) => word.toString(16).padStart(8, '0')).join('');
}
