import type { FixtureTown } from '../fixture-town.ts';
import { describePattern } from './plant.ts';

const house = (dwelling_use: string, residents: number) => (town: FixtureTown) => {
  const address = town.address('house', { dwelling_use });
  town.residents(
    address,
    Array.from({ length: residents }, (_, index) => `resident ${index}`),
  );
  return address;
};

describePattern('care_home_or_student_use', [
  {
    name: 'speaks for a care home with many residents',
    plant: house('Gezondheidszorgfunctie', 12),
    strength: 1,
    withheld: false,
    evidence: { persons_in_two_years: 12, care: true, lodging: false },
  },
  { name: 'speaks for lodging, less strongly', plant: house('woonfunctie, logiesfunctie', 6), strength: 0.8 },
  { name: 'says nothing of a dwelling', plant: house('woonfunctie', 12), strength: undefined },
  {
    name: 'says nothing where hardly anybody is registered',
    plant: house('logiesfunctie', 2),
    strength: undefined,
  },
]);
