/** An error as Lambda writes it into the payload of a failed invocation. */
export type Fault = {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
};

/** What a worker is started with. */
export type WorkerSetup = {
  readonly entryUrl: string;
  readonly exportName: string;
  readonly compileCacheDir: string;
};

/** From the pool to the worker: one event. `payload` is JSON text, the deadline milliseconds since the epoch. */
export type ToWorker = {
  readonly requestId: string;
  readonly functionArn: string;
  readonly payload: string;
  readonly deadlineMs: number;
};

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'unloadable'; readonly fault: Fault }
  | { readonly type: 'output'; readonly text: string }
  | { readonly type: 'returned'; readonly payload: string; readonly heapMb: number }
  | { readonly type: 'threw'; readonly fault: Fault; readonly heapMb: number };
