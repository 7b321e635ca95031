import type { World } from '../world.ts';
import { ADDRESS } from './address.ts';
import { benefitKinds } from './benefits.ts';
import { COMPANIES } from './companies.ts';
import { HEMP } from './hemp.ts';
import { HOUSING } from './housing.ts';
import { plantNetwork } from './networks.ts';
import { plantHotSpot, plantNightlife, plantQuarrel } from './place.ts';
import { type Kind, openPlanting } from './planting.ts';
import { PROPERTY } from './property.ts';
import { PER_MILLE, RESIDENTS_PER_HOT_SPOT, RESIDENTS_PER_NETWORK } from './rates.ts';

/** Plants every theme's cases and look-alikes, kinds in turn from a drawn one on. Gives who never moves from then on. */
export function plantCases(world: World, plates: Generator<string, never>): ReadonlySet<string> {
  const planting = openPlanting(world);
  const { random } = planting;
  const { residents, addresses } = world.making;
  const times = (per: number) => Math.max(1, Math.round(residents / per));
  for (let n = 0; n < times(RESIDENTS_PER_NETWORK); n += 1) plantNetwork(planting, n, plates);
  const inTurn = (kinds: readonly Kind[], perMille: number) => {
    const first = random.whole(0, kinds.length - 1);
    const count = Math.max(1, Math.round((addresses.length * perMille) / 1000));
    for (let n = 0; n < count; n += 1) kinds[(first + n) % kinds.length]?.(planting);
  };
  for (const { theme, frauds, lookAlikes } of [
    HOUSING,
    ADDRESS,
    benefitKinds(plates),
    HEMP,
    PROPERTY,
    COMPANIES,
  ]) {
    inTurn(frauds, PER_MILLE[theme].fraud);
    inTurn(lookAlikes, PER_MILLE[theme].lookAlike);
  }
  for (let n = 0; n < times(RESIDENTS_PER_HOT_SPOT); n += 1) {
    plantHotSpot(planting);
    plantNightlife(planting);
  }
  for (let n = 0; n < times(RESIDENTS_PER_HOT_SPOT / 12); n += 1) plantQuarrel(planting);
  return planting.settled;
}
