import { faker } from '@faker-js/faker/locale/nl';
import { addDays } from '../calendar.ts';
import { COMPANIES_PER_RESIDENT, COMPANY_AT_HOME, COMPANY_ENDED, SOLE_TRADERS } from '../figures.ts';
import { phone } from './phones.ts';
import { isDwelling, type SampleAddress } from '../town.ts';
import type { Officer, Party, SampleCompany, World } from '../world.ts';

/** Activities (CBS, SBI 2008) and how common they are, in any building, in what is built for it. */
const AT_HOME = ['62.01', '70.22', '74.10', '43.34', '85.59', '96.02', '49.41', '88.91', '47.91'] as const;
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  winkelfunctie: ['47.11', '56.10', '56.30', '47.71', '96.02', '47.26', '95.11'],
  industriefunctie: ['45.20', '25.11', '41.20', '46.90', '49.41', '52.10', '01.13'],
  kantoorfunctie: ['69.20', '70.22', '62.01', '68.31', '66.22', '64.20'],
};

type Founding = {
  readonly address: SampleAddress;
  readonly owners: readonly Party[];
  readonly startedOn: string;
  readonly endedOn?: string;
  readonly legalForm?: 'Eenmanszaak' | 'Besloten vennootschap' | 'Vennootschap onder firma' | 'Stichting';
  readonly sbi?: string;
  readonly phone?: string;
  readonly name?: string;
  readonly predecessor?: string;
};

/** Enters a company into the town's register, its owners as officers from the first day to the last. */
export function found(world: World, founding: Founding): SampleCompany {
  const { random } = world.making;
  const serial = world.companies.length;
  const legalForm = founding.legalForm ?? 'Besloten vennootschap';
  const sole = legalForm === 'Eenmanszaak';
  const title =
    founding.name ?? (sole ? faker.company.name().split(/[ ,]/)[0] : faker.company.name()) ?? 'Bedrijf';
  const officerFunction = FUNCTION_BY_FORM[legalForm];
  const company: SampleCompany = {
    // Numbers from 00 on were never handed out.
    kvkNumber: `00${String(100_000 + serial * 3 + (serial % 2)).padStart(6, '0')}`,
    branchNumber: `0000${String(70_000_000 + serial).padStart(8, '0')}`,
    rsin: sole ? '' : `00${String(5_000_000 + serial * 7).padStart(7, '0')}`,
    name: legalForm === 'Besloten vennootschap' ? `${title} B.V.` : title,
    legalForm,
    sbi: founding.sbi ?? random.pick(ELSEWHERE[founding.address.use] ?? AT_HOME),
    startedOn: founding.startedOn,
    endedOn: founding.endedOn ?? '',
    phone: founding.phone ?? (random.chance(0.8) ? phone(random) : ''),
    address: founding.address,
    predecessor: founding.predecessor ?? '',
    officers: founding.owners.map(
      (party): Officer => ({
        party,
        function: officerFunction,
        from: founding.startedOn,
        to: founding.endedOn ?? '',
      }),
    ),
  };
  world.companies.push(company);
  return company;
}

const FUNCTION_BY_FORM = {
  Eenmanszaak: 'eigenaar',
  'Besloten vennootschap': 'bestuurder',
  'Vennootschap onder firma': 'vennoot',
  Stichting: 'bestuurder',
} as const;

/** Ordinary companies: one-man businesses at home and in shops, private companies, some of them ended. */
export function makeCompanies(world: World): void {
  const { random, today, addresses } = world.making;
  const adults = world.adults;
  const business = addresses.filter((each) => !isDwelling(each) && each.use !== 'gezondheidszorgfunctie');
  const count = Math.round(world.making.residents * COMPANIES_PER_RESIDENT);
  for (let n = 0; n < count; n += 1) {
    const owner = random.pick(adults);
    const sole = random.chance(SOLE_TRADERS);
    const home = owner.stays[0]?.address;
    const address = random.chance(COMPANY_AT_HOME) && home ? home : random.pick(business);
    const startedOn = addDays(today, -Math.round(random.spread(1900, 0.8)));
    const age = Math.round((Date.parse(today) - Date.parse(startedOn)) / 86_400_000);
    const ended = age > 300 && random.chance(COMPANY_ENDED);
    const partners = !sole && random.chance(0.3) ? [{ resident: random.pick(adults) }] : [];
    found(world, {
      address,
      owners: [{ resident: owner }, ...partners],
      startedOn,
      endedOn: ended ? addDays(startedOn, random.whole(200, age)) : '',
      legalForm: sole
        ? 'Eenmanszaak'
        : partners.length > 0 && random.chance(0.4)
          ? 'Vennootschap onder firma'
          : 'Besloten vennootschap',
    });
  }
}
