import { addDays } from '../calendar.ts';
import { found } from '../life/companies.ts';
import { phone } from '../life/phones.ts';
import { marketPrice, outsider } from '../life/property.ts';
import { raid } from '../life/raids.ts';
import { tell } from '../life/reports.ts';
import type { Resident } from '../residents.ts';
import type { SampleAddress } from '../town.ts';
import type { Party, SampleCompany } from '../world.ts';
import type { Planting } from './planting.ts';
import { rumours } from './planting.ts';

type Crew = {
  readonly landlord: Party;
  readonly installer: Resident;
  readonly hands: readonly Resident[];
  readonly phone: string;
  readonly plate: string;
  readonly companies: readonly SampleCompany[];
  readonly lender: Party;
};

/**
 * A network: some addresses raided, some not yet, tied by a landlord, an installer, hands, companies, a van, a telephone
 * and a lender, of which each address shows a part. The first one's landlord is a person with three raids at least, one of
 * them news; others grow or rest.
 */
export function plantNetwork(planting: Planting, index: number, plates: Generator<string, never>): void {
  const { world, random } = planting;
  const id = `net-${index + 1}`;
  const crew = gather(planting, index, plates);
  const addresses = Array.from({ length: random.whole(index === 0 ? 6 : 4, 9) }, () =>
    random.chance(0.75) ? planting.home() : planting.vacant(),
  );
  const atLeast = index === 0 ? 4 : 2;
  const raided = addresses.slice(
    0,
    Math.max(atLeast, Math.round(addresses.length * random.between(0.3, 0.7))),
  );
  for (const [place, address] of raided.entries()) {
    const news = place === atLeast - 1 && (index === 0 || random.chance(0.3));
    raidOf(planting, crew, address, { sure: index === 0, news });
  }
  for (const address of addresses.slice(raided.length)) hiddenPlace(planting, crew, address);
  for (const address of addresses) {
    const grows = !raided.includes(address);
    planting.mark(
      { kind: grows ? 'network_hidden' : 'network_raided', theme: 'network', fraud: true, network: id },
      address,
    );
    if (grows) planting.mark({ kind: 'network_grow', theme: 'hemp', fraud: true, network: id }, address);
  }
  for (const company of crew.companies)
    world.plants.push({
      kind: 'network_company',
      theme: 'network',
      fraud: true,
      kvkNumber: company.kvkNumber,
      network: id,
    });
  world.networks.push({
    id,
    addresses: addresses.map((each) => each.numberId),
    companies: crew.companies.map((each) => each.kvkNumber),
  });
}

function gather(planting: Planting, index: number, plates: Generator<string, never>): Crew {
  const { world, random } = planting;
  const adults = world.adults;
  const [landlord, installer, ...hands] = random.sample(adults, 3 + random.whole(2, 4));
  if (!landlord || !installer) throw new RangeError('a town without adults');
  const shared = phone(random);
  const companies = Array.from({ length: index === 0 ? 1 : random.whole(0, 3) }, (_each, place) =>
    found(world, {
      address: random.pick(world.making.addresses),
      owners: [{ resident: place === 0 ? landlord : random.pick([landlord, ...hands]) }],
      startedOn: planting.ago(200, 1500),
      ...(random.chance(0.6) ? { phone: shared } : {}),
      sbi: random.pick(['68.20', '43.21', '46.90', '45.20']),
    }),
  );
  const plate = plates.next().value;
  const [company] = companies;
  const [hand] = hands;
  const holder: Party = company && random.chance(0.5) ? { company } : { resident: hand ?? landlord };
  world.vehicles.push({
    plate,
    holder,
    since: planting.ago(60, 900),
    address:
      'company' in holder
        ? holder.company.address
        : ((hand ?? landlord).stays[0]?.address ?? random.pick(world.making.addresses)),
  });
  const byCompany = index > 0 && company !== undefined && random.chance(0.5);
  return {
    landlord: byCompany ? { company } : { resident: landlord },
    installer,
    hands,
    phone: shared,
    plate,
    companies,
    lender: outsider(world),
  };
}

function raidOf(
  planting: Planting,
  crew: Crew,
  address: SampleAddress,
  how: { readonly sure: boolean; readonly news: boolean },
): void {
  const { world, random } = planting;
  const landlord = how.sure || random.chance(0.65) ? crew.landlord : undefined;
  const tied = landlord !== undefined;
  const installer = random.chance(tied ? 0.45 : 0.7) ? crew.installer : undefined;
  const suspects = random.sample(crew.hands, random.whole(tied || installer ? 0 : 1, 2));
  raid(world, address, {
    suspects: suspects.length > 0 ? suspects : random.sample(world.adults, 1),
    landlord,
    landlordPhone: tied && random.chance(0.5) ? crew.phone : '',
    installer,
    installerPhone: installer && random.chance(0.4) ? crew.phone : '',
    ...(how.news ? { day: addDays(world.making.today, -random.whole(2, 9)) } : {}),
  });
  if (random.chance(0.4)) buy(planting, crew, address);
  rumours(planting, address, 0.8, ['hennep', 'drugs', 'overlast']);
}

/** Not raided yet. One tie to the crew at least, two or three mostly. */
function hiddenPlace(planting: Planting, crew: Crew, address: SampleAddress): void {
  const { world, random } = planting;
  const ties = [
    () => buy(planting, crew, address),
    () =>
      tell(world, address, {
        matter: random.pick(['hennep', 'drugs', 'overlast']),
        names: random.sample(crew.hands, 1),
        plates: random.chance(0.6) ? [crew.plate] : [],
        phones: random.chance(0.3) ? [crew.phone] : [],
      }),
    () => {
      const [hand] = random.sample(crew.hands, 1);
      hand?.stays.push({ address, from: planting.ago(40, 500), letterAddress: random.chance(0.2) });
    },
    () => {
      world.officerFindings.push({
        day: planting.ago(35, 330),
        team: 'Boa domein I',
        kind: 'drugs',
        outcome: 'overtreding',
        text: 'Waarschuwing gegeven',
        address,
        suspects: random.sample(crew.hands, 1),
      });
    },
  ];
  for (const tie of random.sample(ties, random.whole(1, 3))) tie();
  if (random.chance(0.4)) planting.habit(address, { powerPlusKwh: Math.round(random.spread(7000, 0.6)) });
  rumours(
    planting,
    address,
    0.7,
    ['hennep', 'drugs', 'overlast'],
    random.chance(0.3) ? { plates: [crew.plate] } : {},
  );
}

function buy({ world, random, ago }: Planting, crew: Crew, address: SampleAddress): void {
  world.landlords.set(address.numberId, crew.landlord);
  world.transfers.push({
    day: ago(60, 1800),
    priceEur: Math.round(marketPrice(world, address) * random.between(0.7, 1.3)),
    address,
    buyers: [crew.landlord],
    sellers: [outsider(world)],
    financier: random.chance(0.5) ? crew.lender : undefined,
  });
}
