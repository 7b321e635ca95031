import { writeSync } from 'node:fs';

export const STAGES = [
  'load',
  'encode',
  'estimate',
  'block',
  'score',
  'cluster',
  'evaluate',
  'write',
] as const;
export type Stage = (typeof STAGES)[number];

/** How long each stage took, in seconds, and what is told of it while it goes on. */
export class Progress {
  readonly #seconds = new Map<Stage, number>();
  readonly #say: (line: string) => void;

  constructor(say: (line: string) => void = sayOnStandardError) {
    this.#say = say;
  }

  /** Does a stage's work, and tells when it is done. */
  async during<Result>(
    stage: Stage,
    work: () => Result | Promise<Result>,
    what?: (result: Result) => string,
  ): Promise<Result> {
    const started = performance.now();
    const result = await work();
    this.took(stage, (performance.now() - started) / 1000, what?.(result));
    return result;
  }

  took(stage: Stage, seconds: number, what?: string): void {
    this.#seconds.set(stage, (this.#seconds.get(stage) ?? 0) + seconds);
    this.#say(
      `${stage.padEnd(9)}${seconds.toFixed(2).padStart(8)} s${what === undefined ? '' : `  ${what}`}\n`,
    );
  }

  warn(text: string): void {
    this.#say(`Warning: ${text}\n`);
  }

  /** Seconds of a stage so far. */
  seconds(stage: Stage): number {
    return this.#seconds.get(stage) ?? 0;
  }
}

/** At once and from any thread: what a stream holds back is lost when the process is ended. */
export function sayOnStandardError(line: string): void {
  try {
    writeSync(2, line);
  } catch {
    // Nobody listens any more; the work goes on.
  }
}
