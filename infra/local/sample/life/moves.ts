import { addDays } from '../calendar.ts';
import { DEATHS_PER_YEAR, EMIGRATION_PER_YEAR } from '../figures.ts';
import type { Resident } from '../residents.ts';
import type { World } from '../world.ts';
import { ageOf } from './people.ts';

/**
 * A share of the households moves on or about a day: each into the home of the next, the last into the first one's, so
 * that nobody is homeless and no home holds two families. `settled` never moves.
 */
export function moveHouseholds(world: World, share: number, day: string, settled: ReadonlySet<string>): void {
  const { random } = world.making;
  const households = new Map<string, Resident[]>();
  for (const resident of world.residents) {
    const last = resident.stays.at(-1);
    if (!last || last.from >= day || resident.suspended) continue;
    if (settled.has(last.address.numberId)) continue;
    const there = households.get(last.address.numberId);
    if (there) there.push(resident);
    else households.set(last.address.numberId, [resident]);
  }
  const moving = random.sample([...households.values()], Math.max(2, Math.round(households.size * share)));
  const homes = moving.map((each) => each[0]?.stays.at(-1)?.address);
  for (const [index, residents] of moving.entries()) {
    const address = homes[(index + 1) % homes.length];
    const from = addDays(day, random.whole(-10, 10));
    for (const resident of residents)
      if (address && (resident.stays.at(-1)?.from ?? '') < from)
        resident.stays.push({ address, from, letterAddress: false });
  }
}

/** Within two years people died, most of them old, and left the country, now and then for nobody knows where. */
export function dieAndLeave(world: World, settled: ReadonlySet<string>): void {
  const { random, today } = world.making;
  for (const resident of world.residents) {
    if (settled.has(resident.stays.at(-1)?.address.numberId ?? '')) continue;
    const old = ageOf(resident, today) > 70;
    const dies = random.chance(2 * DEATHS_PER_YEAR * (old ? 4.5 : 0.25));
    const leaves = !old && random.chance(2 * EMIGRATION_PER_YEAR);
    if (dies || leaves)
      resident.suspended = { reason: dies ? 'O' : 'E', day: addDays(today, -random.whole(35, 720)) };
  }
}
