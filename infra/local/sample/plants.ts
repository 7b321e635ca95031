import { addDays } from './calendar.ts';
import { type Making, person, type Resident } from './residents.ts';
import { isDwelling, type SampleAddress } from './town.ts';

/** What was put in on purpose; goes to a file that is never dropped. */
export type Plant = { readonly kind: string; readonly numberId: string; readonly fraud: boolean };

export type Planted = {
  readonly people: readonly Resident[];
  readonly plants: readonly Plant[];
  /** Addresses that raids and reports of the networks are about. */
  readonly networkAddresses: readonly SampleAddress[];
  readonly landlord: Resident;
  readonly installer: Resident;
};

/** Per how many residents one of a kind is planted: base rates of well under 1% of the addresses. */
const PER_RESIDENTS = { crowded: 700, transit: 900, letters: 1500, careHome: 2000, largeFamily: 1200 };

/** Planted cases and honest look-alikes, among people who are already there. */
export function plantCases(making: Making, residents: readonly Resident[]): Planted {
  const { random } = making;
  const taken = new Set(residents.map((resident) => resident.stays.at(-1)?.address.numberId));
  const free = random.sample(making.addresses.filter(isDwelling), making.addresses.length);
  const people: Resident[] = [];
  const plants: Plant[] = [];
  const times = (per: number) => Math.max(1, Math.round(making.residents / per));
  const place = (fits: (address: SampleAddress) => boolean): SampleAddress => {
    const index = free.findIndex(fits);
    const [address] = free.splice(Math.max(0, index), 1);
    if (!address) throw new RangeError('no address is left to plant a case at');
    return address;
  };
  const settle = (
    address: SampleAddress,
    count: number,
    familyOf: number,
    letterAddress: boolean,
    from: () => string,
  ) => {
    let name = making.names.surname();
    for (let index = 0; index < count; index += 1) {
      if (index % familyOf === 0) name = making.names.surname();
      people.push(
        person(
          making,
          name,
          undefined,
          random.whole(familyOf > 1 && index > 1 ? 1 : 19, familyOf > 1 && index > 1 ? 17 : 55),
          { address, from: from(), letterAddress },
        ),
      );
    }
  };
  const since = () => addDays(making.today, -random.whole(60, 500));

  for (let n = 0; n < times(PER_RESIDENTS.crowded); n += 1) {
    const address = place((each) => each.areaM2 <= 60);
    settle(address, random.whole(7, 10), 1, false, since);
    plants.push({ kind: 'crowded', numberId: address.numberId, fraud: true });
  }
  for (let n = 0; n < times(PER_RESIDENTS.transit); n += 1) {
    const address = place((each) => each.areaM2 <= 110);
    shortStays(making, address, people, residents);
    plants.push({ kind: 'transit', numberId: address.numberId, fraud: true });
  }
  for (let n = 0; n < times(PER_RESIDENTS.letters); n += 1) {
    const address = place((each) => each.areaM2 <= 90);
    settle(address, random.whole(7, 11), 1, true, since);
    plants.push({ kind: 'letters', numberId: address.numberId, fraud: true });
  }
  for (let n = 0; n < times(PER_RESIDENTS.careHome); n += 1) {
    const address = making.addresses.find(
      (each) => each.use === 'gezondheidszorgfunctie' && !taken.has(each.numberId),
    );
    if (!address) break;
    taken.add(address.numberId);
    settle(address, 24, 1, false, () => addDays(making.today, -random.whole(90, 1500)));
    plants.push({ kind: 'care_home', numberId: address.numberId, fraud: false });
  }
  for (let n = 0; n < times(PER_RESIDENTS.largeFamily); n += 1) {
    const address = place((each) => each.areaM2 >= 120);
    settle(address, random.whole(7, 9), 9, false, () => addDays(making.today, -2000));
    plants.push({ kind: 'large_family', numberId: address.numberId, fraud: false });
  }
  const networkAddresses = Array.from({ length: 8 }, () => place(() => true));
  const adults = residents.filter(
    (each) => each.birthDate < addDays(making.today, -365 * 25) && !each.birthDate.includes('-00'),
  );
  const [landlord, installer] = random.sample(adults, 2);
  if (!landlord || !installer) throw new RangeError('a town without adults');
  for (const address of networkAddresses)
    plants.push({ kind: 'raid_network', numberId: address.numberId, fraud: true });
  return { people, plants, networkAddresses, landlord, installer };
}

/** Days before today on which the registry's snapshots are taken: who comes and goes between two is never seen. */
export const SNAPSHOT_DAYS = [395, 212, 30] as const;

/** People pass through: three waves, each registered for some months, gone when the next snapshot is taken. */
function shortStays(
  making: Making,
  address: SampleAddress,
  people: Resident[],
  residents: readonly Resident[],
): void {
  const { random, today } = making;
  for (const [wave, snapshot] of SNAPSHOT_DAYS.entries()) {
    const next = SNAPSHOT_DAYS[wave + 1];
    for (let n = 0; n < random.whole(4, 6); n += 1) {
      const from = addDays(today, -snapshot - random.whole(5, 120));
      const arriving = person(making, making.names.surname(), undefined, random.whole(19, 50), {
        address,
        from,
        letterAddress: false,
      });
      const away = random.pick(residents).stays.at(-1)?.address;
      const left = addDays(today, -snapshot + random.whole(10, 45));
      if (away && next !== undefined)
        arriving.stays.push({ address: away, from: left, letterAddress: false });
      people.push(arriving);
    }
  }
}
