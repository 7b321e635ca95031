/** What is told of a run: one line per check, the count in the last. */
export type Checks = {
  /** Runs a check; its answer is shown beside its name. Throwing is failing. Gives whether it held. */
  check(name: string, run: () => string | Promise<string>): Promise<boolean>;
  readonly failed: () => number;
  readonly held: () => number;
};

export function openChecks(say: (line: string) => void): Checks {
  let held = 0;
  let failed = 0;
  return {
    check: async (name, run) => {
      try {
        const detail = await run();
        held += 1;
        say(`ok    ${name}${detail === '' ? '' : `: ${detail}`}`);
        return true;
      } catch (error) {
        failed += 1;
        // After the first line comes the whole query, which nobody reads in a list.
        const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
        say(`FAIL  ${name}: ${reason}`);
        return false;
      }
    },
    failed: () => failed,
    held: () => held,
  };
}

/** Throws with both values when they differ. */
export function expectSame(what: string, seen: unknown, expected: unknown): void {
  const [left, right] = [JSON.stringify(seen), JSON.stringify(expected)];
  if (left !== right) throw new Error(`${what}: ${right} is expected, ${left} was seen`);
}

export function expect(condition: boolean, message: string): void {
  if (!condition) throw new Error(message);
}
