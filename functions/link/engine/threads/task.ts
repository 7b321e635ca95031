/** Work that a pool hands to a thread. A task is exported under its own name, so that a thread can import it. */
export type Task<Input, Output> = {
  /** `import.meta.url` of the module that exports it. */
  readonly module: string;
  /** The name that it is exported under. */
  readonly name: string;
  readonly run: (input: Input) => Output | Promise<Output>;
  readonly moves?: Moves<Input, Output>;
};

/**
 * Memory that is not copied from thread to thread but moved: whoever hands it over loses it. So no memory waits for a
 * garbage collector that has no reason to run.
 */
export type Moves<Input, Output> = {
  readonly input?: (input: Input) => ArrayBuffer[];
  readonly output?: (output: Output) => ArrayBuffer[];
};

/**
 * `export const scoreBlocks = defineTask(import.meta.url, 'scoreBlocks', (input: …) => …)`. What goes in and comes
 * out is cloned between threads, except arrays on shared memory, which are passed by reference; no functions, no
 * class instances. An input must give the same output on any thread.
 */
export function defineTask<Input, Output>(
  module: string,
  name: string,
  run: (input: Input) => Output | Promise<Output>,
  moves: Moves<Input, Output> = {},
): Task<Input, Output> {
  return { module, name, run, moves };
}
