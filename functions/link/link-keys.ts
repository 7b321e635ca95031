import type { RecordId, RecordKind } from '#schemas/ids.ts';
import type { Link } from '#schemas/link.ts';
import type { LinkRecord } from './link-record.ts';
import { type LinkModel, modelId } from './model.ts';
import { starLinks } from './star.ts';

/**
 * Keys that decide by themselves, each within its kind. An RSIN has a BSN's shape; it stands for companies only and is
 * compared with nothing but an RSIN.
 */
const KEYS = [
  { kind: 'person', key: 'bsn_token' },
  { kind: 'vehicle', key: 'plate' },
  { kind: 'company', key: 'kvk_number' },
  { kind: 'company', key: 'rsin' },
] as const satisfies readonly { readonly kind: RecordKind; readonly key: keyof LinkRecord }[];

/** Links of records with an equal deciding key, each to the smallest record id of its group. */
export function linkKeys(records: Iterable<LinkRecord>, model: LinkModel): Link[] {
  const groups = new Map<string, RecordId[]>();
  for (const record of records)
    for (const { kind, key } of KEYS) {
      const value = record.kind === kind ? record[key] : null;
      if (value === null) continue;
      const group = groups.get(`${key}|${value}`);
      if (group) group.push(record.record_id);
      else groups.set(`${key}|${value}`, [record.record_id]);
    }
  const id = modelId(model);
  return [...groups].flatMap(([name, members]) => {
    const [anchor, ...others] = members.toSorted();
    const rule = name.slice(0, name.indexOf('|'));
    if (anchor === undefined) return [];
    const spokes = others.map((recordId) => ({ recordId, basis: 'key' as const, rule, bits: model.keyBits }));
    return starLinks(anchor, spokes, id);
  });
}
