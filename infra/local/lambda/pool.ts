import type { FunctionDefinition } from './definition.ts';
import { type Outcome, type Sandbox, startSandbox } from './sandbox.ts';

/** Events of one function that run at once; more wait their turn. Two cores gain nothing from more. */
const PER_FUNCTION = 4;
/** Of functions with so much memory, which keep a core busy each, only two. */
const LARGE_MB = 1024;
const PER_LARGE_FUNCTION = 2;
/** Workers of all functions together. */
const IN_ALL = 24;
/**
 * A worker whose heap grew beyond this is let go after its event: V8 would keep the memory, and give it to no other. So
 * are all that are idle, with 60 MB each of the AWS SDK: where one event is so large the next are, and beside their
 * seconds a start of 0.2 s is nothing.
 */
const GROWN_MB = 200;
/** A worker that has had no event for so long is let go, as on AWS. */
const IDLE_MS = 10 * 60_000;

type Waiting = { start(sandbox: Sandbox): void };
type Crew = {
  definition: FunctionDefinition;
  readonly idle: Sandbox[];
  readonly queue: Waiting[];
  busy: number;
};

export type Pool = {
  /** Starts a worker ahead of the first event; one function after the other, so that the first is ready soon. */
  prewarm(definition: FunctionDefinition): void;
  run(
    definition: FunctionDefinition,
    payload: string,
    requestId: string,
    onOutput: (text: string) => void,
  ): Promise<Outcome>;
  /** Ends a function's idle workers, because its definition has changed. */
  retire(name: string): Promise<void>;
  close(): Promise<void>;
};

/**
 * Workers per function, kept when idle. At the common limit an idle worker of another function makes room; a function
 * that has no worker at all always gets its first one, so that a handler which waits for another never blocks it.
 */
export function openPool(options: {
  readonly endpoint: () => string;
  readonly compileCacheDir: string;
}): Pool {
  const crews = new Map<string, Crew>();
  const all = new Set<Sandbox>();
  const usedAt = new WeakMap<Sandbox, number>();
  let warming = Promise.resolve();
  let open = true;

  const crewOf = (definition: FunctionDefinition): Crew => {
    const crew = crews.get(definition.name) ?? {
      definition,
      idle: [],
      queue: [],
      busy: 0,
    };
    crew.definition = definition;
    crews.set(definition.name, crew);
    return crew;
  };

  const start = (crew: Crew): Sandbox => {
    const sandbox = startSandbox(crew.definition, {
      endpoint: options.endpoint(),
      compileCacheDir: options.compileCacheDir,
    });
    all.add(sandbox);
    usedAt.set(sandbox, Date.now());
    return sandbox;
  };

  const discard = (sandbox: Sandbox): Promise<void> => {
    all.delete(sandbox);
    return sandbox.close();
  };

  const makeRoom = (): boolean => {
    if (all.size < IN_ALL) return true;
    const other = [...crews.values()].find((crew) => crew.idle.length > 0 && crew.queue.length === 0);
    const sandbox = other?.idle.shift();
    if (sandbox === undefined) return false;
    void discard(sandbox);
    return true;
  };

  const letIdleGo = (): void => {
    for (const crew of crews.values()) for (const sandbox of crew.idle.splice(0)) void discard(sandbox);
  };

  const acquire = (crew: Crew): Sandbox | undefined => {
    const { memoryMb, reservedConcurrency } = crew.definition;
    const most = memoryMb >= LARGE_MB ? PER_LARGE_FUNCTION : PER_FUNCTION;
    const limit = Math.min(most, reservedConcurrency ?? most);
    if (crew.busy >= limit) return undefined;
    for (let sandbox = crew.idle.pop(); sandbox !== undefined; sandbox = crew.idle.pop()) {
      if (sandbox.alive()) return sandbox;
      void discard(sandbox);
    }
    return makeRoom() || crew.busy === 0 ? start(crew) : undefined;
  };

  const turn = (crew: Crew): void => {
    while (crew.queue.length > 0) {
      const sandbox = acquire(crew);
      if (sandbox === undefined) return;
      crew.busy++;
      crew.queue.shift()?.start(sandbox);
    }
  };

  const release = (crew: Crew, sandbox: Sandbox): void => {
    crew.busy--;
    usedAt.set(sandbox, Date.now());
    const grown = sandbox.heapMb() > GROWN_MB;
    if (sandbox.alive() && all.has(sandbox) && !grown) crew.idle.push(sandbox);
    else void discard(sandbox);
    if (grown) letIdleGo();
    for (const waiting of crews.values()) turn(waiting);
  };

  const reaper = setInterval(() => {
    const limit = Date.now() - IDLE_MS;
    for (const crew of crews.values()) {
      const stale = crew.idle.filter((sandbox) => (usedAt.get(sandbox) ?? 0) < limit);
      for (const sandbox of stale) {
        crew.idle.splice(crew.idle.indexOf(sandbox), 1);
        void discard(sandbox);
      }
    }
  }, IDLE_MS / 10).unref();

  return {
    prewarm(definition) {
      const crew = crewOf(definition);
      warming = warming.then(() => {
        if (!open || crew.idle.length > 0 || crew.busy > 0 || all.size >= IN_ALL) return undefined;
        const sandbox = start(crew);
        crew.idle.push(sandbox);
        return sandbox.loaded;
      });
    },
    run(definition, payload, requestId, onOutput) {
      const crew = crewOf(definition);
      return new Promise((resolve, reject) => {
        crew.queue.push({
          start: (sandbox) =>
            void sandbox
              .run(payload, requestId, onOutput)
              .finally(() => release(crew, sandbox))
              .then(resolve, reject),
        });
        turn(crew);
      });
    },
    async retire(name) {
      const idle = crews.get(name)?.idle.splice(0) ?? [];
      await Promise.all(idle.map(discard));
    },
    async close() {
      open = false;
      clearInterval(reaper);
      for (const crew of crews.values()) crew.queue.splice(0);
      await Promise.all([...all].map(discard));
    },
  };
}
