import { describe, expect, it } from 'vitest';
import { type EventRow, foldEvents } from '#tests/e2e/event-fold.ts';

const event = (entity_id: string, what: EventRow['event'], version: number): EventRow => ({
  entity_id,
  event: what,
  other_entity_id: null,
  version,
});

describe('events told over', () => {
  it('leave who began and did not end, whatever happened on the way', () => {
    const together = [event('a', 'created', 1), event('b', 'created', 1)];
    const apart = [
      event('b', 'extended', 3),
      event('a', 'created', 1),
      event('b', 'created', 2),
      event('c', 'split', 2),
      event('c', 'merged', 3),
    ];
    expect(foldEvents(apart).standing).toEqual(foldEvents(together).standing);
    expect(foldEvents(apart).faults).toEqual([]);
  });

  it.each([
    ['a beginning twice', [event('a', 'created', 1), event('a', 'created', 2)]],
    ['one event twice', [event('a', 'created', 1), event('a', 'extended', 2), event('a', 'extended', 2)]],
    ['an end twice', [event('a', 'created', 1), event('a', 'merged', 2), event('a', 'merged', 3)]],
    ['what happens to one that never began', [event('a', 'extended', 1)]],
  ])('find %s', (_what, rows) => {
    expect(foldEvents(rows).faults).toHaveLength(1);
  });
});
