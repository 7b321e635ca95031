import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoStopButton } from '#adapters/stop-button.ts';
import type { StopButton } from '#ports';
import { type Stop, stopOn } from '#schemas/stop.ts';
import { openContextTable } from './context-table.ts';

const stop = (scope: Stop['scope'], hour: string): Stop => ({
  scope,
  stopped_at: `2026-10-10T${hour}:00:00.000Z`,
  stopped_by: { id: 'f.gerritsen', team: 'privacy', role: 'privacy_officer' },
  reason: 'More complaints than we can explain',
});

describe('the stop button in the registry (R22)', () => {
  let button: StopButton;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const embedded = await openContextTable('registry');
    button = dynamoStopButton('registry', 'null', { client: embedded.documents });
    close = () => embedded.close();
  });
  afterAll(() => close());

  it('stands from the press until the lift, each scope by itself', async () => {
    expect(await button.standing()).toEqual([]);
    expect(await button.press(stop('scoring', '09'))).toBe(true);
    expect(await button.press(stop('alerts', '10'))).toBe(true);
    const standing = await button.standing();
    expect(stopOn('scoring', standing)).toEqual(stop('scoring', '09'));
    expect(await button.lift('scoring', stop('scoring', '09').stopped_at)).toBe(true);
    expect((await button.standing()).map(({ scope }) => scope)).toEqual(['alerts']);
    expect(await button.lift('alerts', stop('alerts', '10').stopped_at)).toBe(true);
  });

  it('keeps the first of two presses, and lifts no other stop than the one that was seen', async () => {
    await button.press(stop('alerts', '11'));
    expect(await button.press(stop('alerts', '12'))).toBe(false);
    expect(stopOn('alerts', await button.standing())?.stopped_at).toBe('2026-10-10T11:00:00.000Z');
    expect(await button.lift('alerts', '2026-10-10T12:00:00.000Z')).toBe(false);
    expect(await button.lift('alerts', '2026-10-10T11:00:00.000Z')).toBe(true);
    expect(await button.lift('alerts', '2026-10-10T11:00:00.000Z')).toBe(false);
  });
});

describe('assessments of a system in production (R30)', () => {
  const until = { dpia: '2026-12-31', iama: '2026-10-31', ai_act: '2027-01-31' };
  const standing = async (assessments: unknown, day: string) => {
    const embedded = await openContextTable('registry');
    const button = dynamoStopButton('registry', JSON.stringify(assessments), {
      client: embedded.documents,
      clock: { now: () => new Date(`${day}T12:00:00Z`) },
    });
    try {
      return await button.standing();
    } finally {
      await embedded.close();
    }
  };

  it.each([
    ['all are in force', until, '2026-10-31', undefined],
    ['one expired yesterday', until, '2026-11-01', 'R30: the IAMA expired on 2026-10-31'],
    [
      'one was never made',
      { ...until, ai_act: null },
      '2026-10-01',
      'R30: there is no classification under the AI Act',
    ],
    ['it is not in production', null, '2030-01-01', undefined],
  ])('when %s', async (_what, assessments, day, reason) => {
    const found = await standing(assessments, day);
    expect(stopOn('scoring', found)?.reason).toBe(reason);
    expect(stopOn('alerts', found)?.reason).toBe(reason);
    expect(found.every(({ stopped_by }) => stopped_by === null)).toBe(true);
  });
});
