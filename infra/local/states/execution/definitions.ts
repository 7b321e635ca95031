import { createHash } from 'node:crypto';
import { readDefinition } from '../definition/read-definition.ts';
import type { Machine } from '../definition/states.ts';
import type { Journal } from '../journal/journal.ts';

/** Definitions by the hash of their text: executions go on with the one that they were started with. */
export type Definitions = {
  /** Checks and keeps a definition and gives its hash. Throws InvalidDefinition. */
  keep(text: string): string;
  get(hash: string): Machine;
};

export function definitionsIn({ machines }: Journal): Definitions {
  const known = new Map<string, Machine>();
  return {
    keep(text) {
      const hash = createHash('sha256').update(text).digest('hex');
      known.set(hash, readDefinition(text));
      machines.keepDefinition(hash, text);
      return hash;
    },
    get(hash) {
      const machine = known.get(hash) ?? readDefinition(machines.definition(hash));
      known.set(hash, machine);
      return machine;
    },
  };
}
