import type { Lake, Registry } from '#ports';
import { Failure } from '#schemas/failures.ts';
import type { Link } from '#schemas/link.ts';
import { linkOfRow } from '#schemas/link-row.ts';
import type { SourceRecord } from '#schemas/record.ts';
import { recordOfRow } from '#schemas/record-row.ts';
import type { PublishedVersion } from '#schemas/version.ts';
import { LINK_COLUMNS, type LinkRecord, linkRecordOfRow } from './link-record.ts';

/** The published versions that a run builds on. Throws Failure('LockLost') when they are not those before `version`. */
export async function versionsBefore(registry: Registry, version: number): Promise<PublishedVersion[]> {
  const pointer = await registry.pointer('linked');
  if ((pointer?.version ?? 0) !== version - 1)
    throw new Failure('LockLost', `version ${version} does not follow the published one`);
  return pointer ? registry.versions(pointer) : [];
}

/** Records of these sources. A source's file speaks of its own records alone. */
export async function recordsOf(
  lake: Lake,
  versions: readonly PublishedVersion[],
  sources: ReadonlySet<string>,
): Promise<SourceRecord[]> {
  const choice = { column: 'source', among: sources };
  return (await lake.state('records', versions, undefined, choice)).map(recordOfRow);
}

export async function linkRecordsAt(
  lake: Lake,
  versions: readonly PublishedVersion[],
): Promise<LinkRecord[]> {
  return (await lake.state('records', versions, LINK_COLUMNS)).map(linkRecordOfRow);
}

export async function linksAt(lake: Lake, versions: readonly PublishedVersion[]): Promise<Link[]> {
  return (await lake.state('links', versions)).map(linkOfRow);
}
