import { describe, expect, it } from 'vitest';
import { recentChanges } from '#network/recent-changes.ts';
import type { CommunityChange } from '#network/stable-ids.ts';
import { CommunityId } from '#schemas/ids.ts';
import type { NetworkChange } from '#schemas/network.ts';

const one = CommunityId.parse(`net-${'a'.repeat(26)}`);
const change = (
  event: CommunityChange['event'],
  members_before: number,
  members_after: number,
): CommunityChange => ({ community_id: one, event, other_community_id: null, members_before, members_after });

/** What is told after these changes, one a version, each on its day. */
const after = (...steps: readonly (readonly [string, CommunityChange | undefined])[]): NetworkChange[] =>
  steps.reduce<NetworkChange[]>(
    (told, [asOf, next], at) => recentChanges(told, next ? [next] : [], { version: at + 1, asOf }),
    [],
  );

describe('what changed of late', () => {
  it('growth adds up from the day on which it began', () => {
    expect(
      after(
        ['2026-10-01', change('grown', 4, 6)],
        ['2026-10-08', undefined],
        ['2026-10-09', change('grown', 6, 9)],
      ),
    ).toEqual([{ ...change('grown', 4, 9), since: '2026-10-01', in_version: 3 }]);
  });

  it('growth that is undone is none, and more than that is shrinking', () => {
    const grown = ['2026-10-01', change('grown', 4, 6)] as const;
    expect(after(grown, ['2026-10-02', change('shrunk', 6, 4)])).toEqual([]);
    expect(after(grown, ['2026-10-02', change('shrunk', 6, 3)])).toMatchObject([change('shrunk', 4, 3)]);
  });

  it('a new community that grows has grown since it was new', () => {
    expect(after(['2026-10-01', change('created', 0, 4)], ['2026-10-02', change('grown', 4, 5)])).toEqual([
      { ...change('grown', 4, 5), since: '2026-10-02', in_version: 2 },
    ]);
  });

  it('an end takes the place of what was', () => {
    expect(
      after(['2026-10-01', change('grown', 4, 6)], ['2026-10-02', change('dissolved', 6, 0)]),
    ).toMatchObject([change('dissolved', 6, 0)]);
  });

  it.each([
    ['2026-11-01', 1],
    ['2026-11-02', 0],
  ])('is told for a month: on %s %i', (day, count) => {
    expect(after(['2026-10-01', change('grown', 4, 6)], [day, undefined])).toHaveLength(count);
  });
});
