import type { EntityId } from '#schemas/ids.ts';
import type { FixtureTown } from '../fixture-town.ts';
import { describePattern } from './plant.ts';

/** Reports on an address, each written `channel nature day`. */
function reports(town: FixtureTown, address: EntityId, ...texts: readonly string[]): void {
  for (const [index, text] of texts.entries()) {
    const [channel, nature, occurred_on = ''] = text.split(' ');
    town.event('report', `${index} ${text}`, address, { channel, nature, occurred_on });
  }
}

describePattern('repeated_reports', [
  {
    name: 'fires on observations through two channels',
    plant: (town) => {
      const address = town.address('house');
      reports(town, address, 'resident fact 2026-05-01', 'officer fact 2026-08-01');
      return address;
    },
    strength: 0.4,
    withheld: false,
    evidence: { facts: 2, channels: 2, judgements: 0 },
  },
  {
    name: 'weighs a further channel more than a further observation',
    plant: (town) => {
      const address = town.address('house');
      reports(
        town,
        address,
        'resident fact 2026-05-01',
        'resident fact 2026-06-01',
        'officer fact 2026-08-01',
        'partner fact 2026-08-02',
      );
      return address;
    },
    strength: 0.9,
  },
  {
    name: 'spares five reports through one channel',
    plant: (town) => {
      const address = town.address('house');
      reports(town, address, ...[1, 2, 3, 4, 5].map((day) => `resident fact 2026-05-0${day}`));
      return address;
    },
    strength: undefined,
  },
  {
    name: 'spares judgements, however many (R11)',
    plant: (town) => {
      const address = town.address('house');
      reports(
        town,
        address,
        'resident fact 2026-05-01',
        'officer judgement 2026-05-02',
        'partner judgement 2026-05-03',
      );
      return address;
    },
    strength: undefined,
  },
  {
    name: 'lists judgements beside the observations, at no weight (R11)',
    plant: (town) => {
      const address = town.address('house');
      reports(
        town,
        address,
        'resident fact 2026-05-01',
        'officer fact 2026-05-02',
        'partner judgement 2026-05-03',
      );
      return address;
    },
    strength: 0.4,
    evidence: { facts: 2, channels: 2, judgements: 1 },
  },
  {
    name: 'leaves out what is older than twelve months, or has no known day',
    plant: (town) => {
      const address = town.address('house');
      reports(town, address, 'resident fact 2026-05-01', 'officer fact 2025-09-30');
      town.entity(
        'event',
        'undated',
        { event_type: 'report', channel: 'partner', nature: 'fact' },
        '2019-01-01',
      );
      return address;
    },
    strength: undefined,
  },
  {
    name: 'does not take a raid for a report',
    plant: (town) => {
      const address = town.address('house');
      reports(town, address, 'resident fact 2026-05-01');
      town.event('raid', 'raid', address, { channel: 'officer', nature: 'fact', occurred_on: '2026-05-02' });
      return address;
    },
    strength: undefined,
  },
]);
