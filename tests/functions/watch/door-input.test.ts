import { describe, expect, it } from 'vitest';
import { DoorInput } from '#watch/door-input.ts';
import { parseWatchCommand } from '#watch/cli-words.ts';
import { approver, ids, proposer } from './fixtures.ts';

const PROPOSE = {
  operation: 'propose',
  actor: proposer,
  list_id: ids.list('l'),
  subject_entity_id: ids.entity('a'),
  criterion: 'landlord of two closed addresses',
  reason: 'Two raids found drugs there.',
  legal_basis: 'Gemeentewet art. 172',
  facts: ['one', 'two'].map((name) => ({
    record_id: ids.record(name),
    source: 'raids',
    statement: 'Named as landlord.',
  })),
  sources: ['raids'],
};
const READ = { actor: approver, purpose: 'looking after the list', legal_basis: 'art. 172' };

describe('what the door takes', () => {
  it.each<[string, unknown]>([
    ['a proposal', PROPOSE],
    ['a read with purpose and basis (R1)', { operation: 'show_lists', ...READ }],
    [
      'a code',
      {
        operation: 'confirm',
        actor: approver,
        list_id: ids.list('l'),
        subscription_id: ids.subscription('s'),
        code: '012345',
      },
    ],
  ])('%s', (_what, request) => {
    expect(DoorInput.safeParse(request).success).toBe(true);
  });

  it.each<[string, unknown]>([
    ['an operation that is not there', { ...PROPOSE, operation: 'propose_all' }],
    ['nothing', {}],
    ['a proposal without an actor', { ...PROPOSE, actor: undefined }],
    ['an actor without a team', { ...PROPOSE, actor: { id: 'a', team: '', role: 'analyst' } }],
    ['an actor of an unknown role', { ...PROPOSE, actor: { ...proposer, role: 'mayor' } }],
    ['one fact (R32)', { ...PROPOSE, facts: PROPOSE.facts.slice(1) }],
    [
      'a fact that says nothing',
      { ...PROPOSE, facts: PROPOSE.facts.map((fact) => ({ ...fact, statement: 'yes' })) },
    ],
    ['no criterion (R32)', { ...PROPOSE, criterion: '' }],
    ['no reason (R32)', { ...PROPOSE, reason: 'because' }],
    ['no legal basis (R32)', { ...PROPOSE, legal_basis: '' }],
    ['no source (R35)', { ...PROPOSE, sources: [] }],
    ['a record in place of a subject', { ...PROPOSE, subject_entity_id: ids.record('a') }],
    ['a status of one’s own', { ...PROPOSE, status: 'active' }],
    ['a read without purpose (R1)', { operation: 'show_lists', ...READ, purpose: undefined }],
    ['a read without basis (R1)', { operation: 'show_lists', ...READ, legal_basis: undefined }],
    [
      'a renewal without reasons (R34)',
      { operation: 'renew', actor: approver, list_id: ids.list('l'), entry_id: ids.entry('e') },
    ],
    [
      'a code that is too short',
      {
        operation: 'confirm',
        actor: approver,
        list_id: ids.list('l'),
        subscription_id: ids.subscription('s'),
        code: '12345',
      },
    ],
    [
      'another channel',
      {
        operation: 'subscribe',
        actor: approver,
        list_id: ids.list('l'),
        channel: 'http',
        endpoint: 'https://elders.example',
      },
    ],
  ])('and what it refuses: %s', (_what, request) => {
    expect(DoorInput.safeParse(request).success).toBe(false);
  });
});

describe('the words of `npm run watch`', () => {
  const who = ['--as', 'm.dekker', '--team', 'openbare-orde'];
  const entry = ['--list', ids.list('l'), '--entry', ids.entry('e')];

  it.each<[string, readonly string[]]>([
    ['lists', ['lists']],
    ['show a list', ['show', ids.list('l')]],
    ['show an alert', ['show', ids.alert('a')]],
    ['create', ['create', '--title', 'Top 10', '--reason', 'early knowledge of raids']],
    [
      'propose',
      [
        'propose',
        '--list',
        ids.list('l'),
        '--subject',
        ids.entity('a'),
        '--criterion',
        'landlord of two',
        '--reason',
        'two raids named them',
        '--basis',
        'art. 172',
        '--source',
        'raids',
      ].concat(
        ['one', 'two'].flatMap((name) => ['--fact', `${ids.record(name)}=raids=Named as landlord = twice`]),
      ),
    ],
    ['approve', ['approve', ...entry]],
    ['veto', ['veto', ...entry]],
    ['renew', ['renew', ...entry, '--reason', 'a third raid named them']],
    ['remove', ['remove', ...entry, '--reason', 'it was somebody else']],
    ['subscribe by e-mail', ['subscribe', '--list', ids.list('l'), '--email', 'a@gemeente.example']],
    ['subscribe by text', ['subscribe', '--list', ids.list('l'), '--sms', '+31612345678']],
    [
      'confirm',
      ['confirm', '--list', ids.list('l'), '--subscription', ids.subscription('s'), '--code', '123456'],
    ],
    ['unsubscribe', ['unsubscribe', '--list', ids.list('l'), '--subscription', ids.subscription('s')]],
  ])('%s: the door takes it', (_what, args) => {
    expect(DoorInput.safeParse(parseWatchCommand([...args, ...who]).request)).toMatchObject({
      success: true,
    });
  });

  it.each<[string, readonly string[], RegExp]>([
    ['no command', [], /npm run watch/],
    ['an unknown command', ['aprove'], /no command aprove/],
    ['a missing word', ['approve', '--list', ids.list('l')], /approve: --entry is missing/],
    [
      'a fact without a source',
      [
        'propose',
        '--list',
        'l',
        '--subject',
        's',
        '--criterion',
        'c',
        '--reason',
        'r',
        '--basis',
        'b',
        '--fact',
        'rec',
      ],
      /RECORD=SOURCE=WHAT/,
    ],
  ])('%s is refused with what to do', (_what, args, message) => {
    expect(() => parseWatchCommand([...args, ...who])).toThrow(message);
  });
});
