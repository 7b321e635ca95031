/** An event as a service hands it to the bus; the bus adds id, time, account and region. */
export type EmittedEvent = {
  readonly source: string;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly resources: readonly string[];
};

/** Where services put their events. `emit` joins the caller's open transaction, so that act and event stand or fall together. */
export interface EventSink {
  emit(event: EmittedEvent): void;
}
