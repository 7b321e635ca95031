import { addDays } from '../calendar.ts';
import type { World } from '../world.ts';
import { BANKS, outsider } from './property.ts';

const KINDS = ['horeca', 'alcohol', 'exploitatie', 'speelautomaten', 'bouw', 'evenement', 'overig'] as const;
const CATERING = /^56/;

/** Permits: for most cafés and restaurants, and for some building; applicant, manager, and who pays. */
export function makePermits(world: World): void {
  const { random, residents, today, addresses } = world.making;
  const adults = world.adults;
  for (const company of world.companies) {
    const catering = CATERING.test(company.sbi);
    if (company.endedOn !== '' || !random.chance(catering ? 0.8 : 0.01)) continue;
    const decided =
      [addDays(company.startedOn, random.whole(10, 200)), addDays(today, -35)].toSorted()[0] ?? '';
    const [first] = company.officers;
    world.permits.push({
      kind: catering ? random.pick(['horeca', 'alcohol', 'exploitatie']) : random.pick(KINDS),
      status: random.chance(0.9)
        ? 'verleend'
        : random.pick(['aangevraagd', 'geweigerd', 'ingetrokken'] as const),
      day: decided,
      until: random.chance(0.5) ? addDays(today, random.whole(100, 1800)) : '',
      address: company.address,
      applicant: { company },
      manager: random.chance(0.6) ? (first?.party ?? outsider(world)) : { resident: random.pick(adults) },
      financier: random.chance(0.4) ? random.pick(BANKS) : undefined,
    });
  }
  for (let n = 0; n < Math.round(residents / 250); n += 1) {
    const address = random.pick(addresses);
    const [owner] = world.homes.get(address.numberId) ?? [];
    if (!owner) continue;
    world.permits.push({
      kind: 'bouw',
      status: 'verleend',
      day: addDays(today, -random.whole(40, 1400)),
      until: '',
      address,
      applicant: { resident: owner },
      manager: undefined,
      financier: undefined,
    });
  }
}
