/**
 * How many cases are planted, in thousandths of the addresses, and how many honest look-alikes beside them. All themes
 * together stay near 1%; the networks' addresses come on top by their own rate. In a hamlet each theme has one at least.
 */
export const PER_MILLE = {
  housing: { fraud: 1.8, lookAlike: 2.6 },
  address: { fraud: 1.3, lookAlike: 1.8 },
  benefits: { fraud: 1.5, lookAlike: 2.2 },
  hemp: { fraud: 1.3, lookAlike: 2 },
  property: { fraud: 1, lookAlike: 1.6 },
  companies: { fraud: 0.7, lookAlike: 1 },
} as const;

/** A network of 4 to 9 addresses per so many residents: about 2 in a thousand addresses belong to one. */
export const RESIDENTS_PER_NETWORK = 6000;
/** A street where dealing goes on for a season, and one with cafés that is as loud all year. */
export const RESIDENTS_PER_HOT_SPOT = 20_000;
