import type { Link } from '#schemas/link.ts';
import type { LinkRecord } from './link-record.ts';
import { ADDRESS_RULES, type AddressRule, type LinkModel, modelId } from './model.ts';
import { type ResolvedAddress, isRegistered } from './resolve-addresses.ts';
import { type Spoke, starLinks } from './star.ts';

type Member = { readonly record: LinkRecord; readonly rule: AddressRule };

/**
 * Links the records of each resolved address to its anchor: the register's own record if there is one, else the
 * smallest record id among those that were found by the strongest rule.
 */
export function linkAddresses(
  records: ReadonlyMap<string, LinkRecord>,
  resolved: ReadonlyMap<string, ResolvedAddress>,
  model: LinkModel,
): Link[] {
  const groups = new Map<string, Member[]>();
  for (const [recordId, { address, rule }] of resolved) {
    const record = records.get(recordId);
    if (!record) continue;
    const group = groups.get(address);
    if (group) group.push({ record, rule });
    else groups.set(address, [{ record, rule }]);
  }
  const id = modelId(model);
  return [...groups.values()].flatMap((members) => {
    const [anchor] = members.toSorted(byStanding);
    const spokes = members.map(({ record, rule }): Spoke => {
      const isKey = rule === 'number_id' || rule === 'dwelling_id';
      const basis = isKey ? 'key' : 'address';
      return { recordId: record.record_id, basis, rule, bits: model.addressBits[rule] };
    });
    return anchor ? starLinks(anchor.record.record_id, spokes, id) : [];
  });
}

function byStanding(a: Member, b: Member): number {
  const registered = Number(isRegistered(b.record)) - Number(isRegistered(a.record));
  if (registered !== 0) return registered;
  const rule = ADDRESS_RULES.indexOf(a.rule) - ADDRESS_RULES.indexOf(b.rule);
  if (rule !== 0) return rule;
  return a.record.record_id < b.record.record_id ? -1 : 1;
}
