import type { EntityId } from '#schemas/ids.ts';
import type { FixtureTown } from '../fixture-town.ts';
import { describePattern } from './plant.ts';

type Life = {
  readonly from: string;
  readonly to?: string;
  readonly sbi?: string;
  readonly form?: string;
  readonly officer?: EntityId;
  readonly inResearch?: boolean;
};

/** A company from when to when, with its officer. */
function company(town: FixtureTown, name: string, life: Life): EntityId {
  const made = town.company(name, {
    started_on: life.from,
    ...(life.to === undefined ? {} : { ended_on: life.to }),
    sbi_code: life.sbi ?? '4339',
    legal_form: life.form ?? 'Besloten vennootschap',
  });
  if (life.officer)
    town.relate(made, life.officer, 'officer', { since: life.from, inResearch: life.inResearch === true });
  return made;
}

/** Three companies of a year each, one after the other, and the one of now. */
function fourInARow(town: FixtureTown, { inResearch = false, sbi = '4339' } = {}): EntityId {
  const officer = town.person('officer');
  const common = { officer, inResearch };
  company(town, 'first', { from: '2022-01-01', to: '2022-12-01', ...common });
  company(town, 'second', { from: '2023-01-01', to: '2023-12-01', ...common });
  company(town, 'third', { from: '2024-01-01', to: '2024-12-01', ...common });
  return company(town, 'fourth', { from: '2025-01-01', sbi, ...common });
}

describePattern('short_lived_before', [
  {
    name: 'fires on a company whose officer closed three within a year each',
    plant: (town) => fourInARow(town),
    strength: 0.25 * Math.sqrt(3 / 4),
    withheld: false,
    evidence: { short_lived: 3, companies_of_officer: 4 },
  },
  {
    name: 'spares an accountant who sits in many companies that live',
    plant: (town) => {
      const officer = town.person('accountant');
      for (const index of [1, 2])
        company(town, `closed ${index}`, { from: '2024-01-01', to: '2025-01-01', officer });
      for (let index = 0; index < 20; index += 1)
        company(town, `open ${index}`, { from: '2015-01-01', officer });
      return company(town, 'client', { from: '2020-01-01', officer });
    },
    strength: undefined,
  },
  {
    name: 'spares who closed shops after years',
    plant: (town) => {
      const officer = town.person('officer');
      for (const index of [1, 2, 3])
        company(town, `shop ${index}`, { from: '2010-01-01', to: '2024-01-01', officer });
      return company(town, 'shop', { from: '2024-01-01', officer });
    },
    strength: undefined,
  },
  {
    name: 'is withheld when the seats are under investigation (R12)',
    plant: (town) => fourInARow(town, { inResearch: true }),
    strength: 0.25 * Math.sqrt(3 / 4),
    withheld: true,
  },
]);

describePattern('restarted_company', [
  {
    name: 'is at its full strength after three restarts by one officer in one line of trade',
    plant: (town) => fourInARow(town),
    strength: 1,
    withheld: false,
    evidence: { restarts: 3, earlier_ended_on: '2024-12-01' },
  },
  {
    name: 'notes one restart that the register tells of',
    plant: (town) => {
      const old = company(town, 'old', { from: '2020-01-01', to: '2025-03-01' });
      const young = company(town, 'young', { from: '2025-04-01' });
      town.relate(young, old, 'predecessor');
      return young;
    },
    strength: 0.3,
    evidence: { restarts: 1 },
  },
  {
    name: 'spares who begins something else',
    plant: (town) => fourInARow(town, { sbi: '7022' }),
    strength: undefined,
  },
  {
    name: 'spares who runs two companies side by side, and who begins again after years',
    plant: (town) => {
      const officer = town.person('officer');
      company(town, 'beside', { from: '2015-01-01', officer });
      company(town, 'long ago', { from: '2015-01-01', to: '2020-01-01', officer });
      return company(town, 'now', { from: '2025-01-01', officer });
    },
    strength: undefined,
  },
  {
    name: 'is withheld when a seat is under investigation (R12)',
    plant: (town) => fourInARow(town, { inResearch: true }),
    strength: 1,
    withheld: true,
  },
]);

describePattern('changed_legal_form', [
  {
    name: 'explains a one-man business that became a private company without a gap',
    plant: (town) => {
      const officer = town.person('officer');
      company(town, 'old', { from: '2015-01-01', to: '2025-01-01', form: 'Eenmanszaak', officer });
      return company(town, 'new', { from: '2025-01-01', officer });
    },
    strength: 1,
    evidence: { started_on: '2025-01-01', earlier_ended_on: '2025-01-01' },
  },
  {
    name: 'does not explain a restart in the same form, nor one after half a year',
    plant: (town) => {
      const officer = town.person('officer');
      company(town, 'old', { from: '2015-01-01', to: '2025-01-01', officer });
      company(town, 'older', { from: '2010-01-01', to: '2024-06-01', form: 'Eenmanszaak', officer });
      return company(town, 'new', { from: '2025-01-01', officer });
    },
    strength: undefined,
  },
]);

/** Companies that answer one phone, each with an officer and a seat of its own unless shared. */
function onePhone(
  town: FixtureTown,
  count: number,
  { officer, inResearch = false, sbi }: { officer?: EntityId; inResearch?: boolean; sbi?: string } = {},
): EntityId {
  const made = Array.from({ length: count }, (_, index) => {
    const company_ = town.company(`company ${index}`, {
      phone_token: 'phone',
      ...(index === 0 && sbi !== undefined ? { sbi_code: sbi } : {}),
    });
    town.relate(company_, town.address(`seat ${index}`), 'established_at', { inResearch });
    town.relate(company_, officer ?? town.person(`officer ${index}`), 'officer');
    return company_;
  });
  return made.at(-1) ?? town.company('none');
}

describePattern('shared_phone', [
  {
    name: 'fires on three companies with one phone and nothing else in common',
    plant: (town) => onePhone(town, 3),
    strength: 1 - 0.49,
    withheld: false,
    evidence: { unrelated_companies: 2 },
  },
  {
    name: 'spares companies of one officer',
    plant: (town) => onePhone(town, 3, { officer: town.person('officer') }),
    strength: undefined,
  },
  {
    name: 'spares a switchboard of sixty',
    plant: (town) => onePhone(town, 60),
    strength: undefined,
  },
  {
    name: 'does not take unknown phones for one',
    plant: (town) => {
      town.company('other');
      return town.company('company');
    },
    strength: undefined,
  },
  {
    name: 'is withheld when a seat is under investigation (R12)',
    plant: (town) => onePhone(town, 2, { inResearch: true }),
    strength: 0.3,
    withheld: true,
  },
]);

describePattern('service_provider', [
  {
    name: 'explains the phone of a bookkeeper',
    plant: (town) => onePhone(town, 3, { sbi: '69201' }),
    strength: 1,
    evidence: { same_phone: true, same_address: false },
  },
  {
    name: 'explains most with the address of an office service',
    plant: (town) => {
      const seat = town.address('seat');
      town.relate(town.company('desks', { sbi_code: '8211' }), seat, 'established_at');
      const client = town.company('client');
      town.relate(client, seat, 'established_at');
      return client;
    },
    strength: 0.8,
    evidence: { same_phone: false, same_address: true },
  },
  { name: 'does not explain a phone of traders', plant: (town) => onePhone(town, 3), strength: undefined },
]);
