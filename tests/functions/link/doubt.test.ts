import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepOpen, withMended } from '#link/doubt.ts';
import { type Doubt, NO_DOUBT } from '#schemas/link-outcome.ts';
import type { RecordId } from '#schemas/ids.ts';
import { recordId } from './records.ts';

const ids = (...names: string[]) => new Set(names.map(recordId));
const unread = (...digests: string[]) => ({ subjects: [], digests, untold: 0 });

describe('keepOpen', () => {
  it('withdraws the absent where every row was read', () => {
    const { kept, after } = keepOpen(ids('anna'), unread(), NO_DOUBT);
    expect(kept).toEqual(new Set());
    expect(after).toEqual(NO_DOUBT);
  });

  it('keeps all of them open for a bad row that was not there before', () => {
    const { kept, after } = keepOpen(ids('anna', 'bram'), unread('new', 'old'), {
      ...NO_DOUBT,
      unread: ['old'],
    });
    expect(kept).toEqual(ids('anna', 'bram'));
    expect(after.suspects).toEqual(['new']);
  });

  it('withdraws who stood beside a bad row that only came back', () => {
    expect(keepOpen(ids('anna'), unread('old'), { ...NO_DOUBT, unread: ['old'] }).kept).toEqual(new Set());
  });

  it('keeps open whom it kept open before, as long as the bad row comes back', () => {
    const before: Doubt = { unread: ['r'], suspects: ['r'], kept: [recordId('anna')] };
    expect(keepOpen(ids('anna', 'bram'), unread('r'), before).kept).toEqual(ids('anna'));
    expect(keepOpen(ids('anna', 'bram'), unread(), before).kept).toEqual(new Set());
  });

  it('keeps all open for a row too long to be known again', () => {
    expect(keepOpen(ids('anna'), { ...unread(), untold: 1 }, NO_DOUBT).kept).toEqual(ids('anna'));
  });

  it('suspects the mended rows of their own return', () => {
    const mended = withMended({ ...NO_DOUBT, unread: ['r'] }, [recordId('carla')]);
    expect(keepOpen(ids('carla'), unread('r'), mended).kept).toEqual(ids('carla'));
    expect(withMended(NO_DOUBT, [recordId('carla')])).toEqual(NO_DOUBT);
  });

  it('never withdraws a person whose own row is in the file and cannot be read', () => {
    const people = ['anna', 'bram', 'carla', 'dirk'];
    const month = fc.record(
      Object.fromEntries(
        people.map((name) => [name, fc.constantFrom('read', 'spoiled one way', 'another way', 'gone')]),
      ),
    );
    fc.assert(
      fc.property(fc.array(month, { minLength: 2, maxLength: 8 }), (months) => {
        let doubt = NO_DOUBT;
        let open = new Set<RecordId>();
        for (const states of months) {
          const rows = Object.entries(states);
          const present = ids(...rows.flatMap(([name, how]) => (how === 'read' ? [name] : [])));
          const spoiled = rows.flatMap(([name, how]) =>
            how === 'read' || how === 'gone' ? [] : [[name, `${name} ${how}`] as const],
          );
          const absent = new Set([...open].filter((id) => !present.has(id)));
          const { kept, after } = keepOpen(absent, unread(...spoiled.map(([, digest]) => digest)), doubt);
          for (const [name] of spoiled)
            if (absent.has(recordId(name))) expect(kept.has(recordId(name))).toBe(true);
          open = new Set([...present, ...kept]);
          doubt = after;
        }
        expect(open.size).toBeLessThanOrEqual(people.length);
      }),
    );
  });
});
