import { decodeManifest, MANIFEST_KEY, type Manifest } from './manifest.ts';
import type { IndexObjects } from './objects.ts';
import { type OpenSegment, openSegment } from './segment.ts';
import { SlotSet } from './slot-set.ts';

/** An index as it stands, with all in memory that is needed to find anything in it. */
export type OpenIndex = {
  readonly objects: IndexObjects;
  readonly manifest: Manifest;
  /** To replace the manifest only if nobody else has. */
  readonly manifestBytes: Uint8Array;
  readonly segments: readonly OpenSegment[];
  /** Slots of rows that are withdrawn or corrected. */
  readonly dead: SlotSet;
};

/** Throws if there is no index, or one of another format. */
export async function openIndex(objects: IndexObjects): Promise<OpenIndex> {
  const manifestBytes = await objects.readWhole(MANIFEST_KEY);
  if (!manifestBytes) throw new Error('There is no index here; make one with: npm run link -- index');
  const manifest = decodeManifest(manifestBytes);
  const segments: OpenSegment[] = [];
  for (const segment of manifest.segments) segments.push(await openSegment(objects, manifest, segment));
  const dead = new SlotSet(manifest.nextSlot);
  for (const segment of segments) for (const slot of segment.dead) dead.add(slot);
  return { objects, manifest, manifestBytes, segments, dead };
}
