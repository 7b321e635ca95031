import type { NetworkChange } from '#schemas/network.ts';
import { SETTINGS } from '#schemas/settings.ts';
import { compareText } from './compare-text.ts';
import { daysBetween } from './days-between.ts';
import type { CommunityChange } from './stable-ids.ts';

/**
 * What changed of late: the changes of a version on top of those before, a row a community, in order of id. Growth and
 * shrinking add up from the day on which they began, as drops may come every few minutes; any other event takes the
 * place of what was. A row is told for so many days from its `since` on.
 */
export function recentChanges(
  earlier: readonly NetworkChange[],
  changes: readonly CommunityChange[],
  { version, asOf }: { readonly version: number; readonly asOf: string },
): NetworkChange[] {
  const isRecent = ({ since }: NetworkChange): boolean =>
    daysBetween(since, asOf) <= SETTINGS.network.changedDays;
  const recent = new Map(earlier.filter(isRecent).map((each) => [each.community_id, each]));
  for (const change of changes) {
    const before = recent.get(change.community_id);
    recent.set(change.community_id, { ...change, since: asOf, in_version: version });
    if (!before || !isSize(before) || !isSize(change)) continue;
    const { members_before, since } = before;
    const { members_after } = change;
    if (members_after === members_before) recent.delete(change.community_id);
    else {
      const event = members_after > members_before ? 'grown' : 'shrunk';
      recent.set(change.community_id, { ...change, event, members_before, since, in_version: version });
    }
  }
  return [...recent.values()].sort((a, b) => compareText(a.community_id, b.community_id));
}

const isSize = ({ event }: CommunityChange): boolean => event === 'grown' || event === 'shrunk';
