/** Work that a pool hands to a thread. A task is exported under its own name, so that a thread can import it. */
export type Task<Input, Output> = {
  /** `import.meta.url` of the module that exports it. */
  readonly module: string;
  /** The name that it is exported under. */
  readonly name: string;
  readonly run: (input: Input) => Output | Promise<Output>;
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
): Task<Input, Output> {
  return { module, name, run };
}
