import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoWeightsRegister } from '#adapters/weights-register.ts';
import type { WeightsRegister } from '#ports';
import type { WeightsProposal } from '#schemas/score-model.ts';
import { openContextTable } from './context-table.ts';

const proposal = (letter: string, changes: Partial<WeightsProposal> = {}): WeightsProposal => ({
  id: `wgt-${letter.repeat(26)}`,
  status: 'proposed',
  proposed_by: { id: 'a.analist', team: 'analyse', role: 'analyst' },
  proposed_at: `2026-10-0${letter.charCodeAt(0) - 96}T10:00:00.000Z`,
  reason: 'The random share of a year tells more than we guessed',
  decided_by: null,
  decided_at: null,
  decision_reason: null,
  ...changes,
});

describe('the register of learned weights', () => {
  let register: WeightsRegister;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const embedded = await openContextTable('registry');
    register = dynamoWeightsRegister('registry', embedded.documents);
    close = () => embedded.close();
  });
  afterAll(() => close());
  const statuses = async () => (await register.proposals()).map(({ id, status }) => `${id[4]} ${status}`);

  it('keeps proposals in order of time, each once', async () => {
    expect(await register.propose(proposal('b'))).toBe(true);
    expect(await register.propose(proposal('a'))).toBe(true);
    expect(await register.propose(proposal('a', { reason: 'Once more' }))).toBe(false);
    expect(await register.proposals()).toEqual([proposal('a'), proposal('b')]);
  });

  it('has one in use at most: an approval retires the one before', async () => {
    await register.approve(proposal('a', { status: 'approved' }), undefined);
    await register.approve(proposal('b', { status: 'approved' }), proposal('a', { status: 'approved' }));
    expect(await statuses()).toEqual(['a retired', 'b approved']);
  });

  it('refuses an approval that did not see the one in use, and a second one', async () => {
    await register.propose(proposal('c'));
    const approved = proposal('c', { status: 'approved' });
    await expect(register.approve(approved, undefined)).rejects.toMatchObject({ name: 'TransitionRefused' });
    await expect(register.approve(approved, proposal('a', { status: 'approved' }))).rejects.toMatchObject({
      name: 'TransitionRefused',
    });
    await expect(
      register.approve(proposal('b', { status: 'approved' }), proposal('b', { status: 'approved' })),
    ).rejects.toThrow();
    expect(await statuses()).toEqual(['a retired', 'b approved', 'c proposed']);
  });

  it('lets two approvals at once leave one in use', async () => {
    await register.propose(proposal('d'));
    const before = proposal('b', { status: 'approved' });
    const both = await Promise.allSettled(
      ['c', 'd'].map(async (letter) => register.approve(proposal(letter, { status: 'approved' }), before)),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect((await statuses()).filter((each) => each.endsWith('approved'))).toHaveLength(1);
  });

  it('goes back to none when the one in use is retired, and takes another after that', async () => {
    const used = (await register.proposals()).find(({ status }) => status === 'approved') ?? proposal('z');
    await register.retire({ ...used, status: 'retired' }, used);
    expect((await statuses()).some((each) => each.endsWith('approved'))).toBe(false);
    await register.propose(proposal('e'));
    await register.approve(proposal('e', { status: 'approved' }), undefined);
    expect(await statuses()).toContain('e approved');
    await expect(register.retire({ ...used, status: 'retired' }, used)).rejects.toMatchObject({
      name: 'TransitionRefused',
    });
  });
});
