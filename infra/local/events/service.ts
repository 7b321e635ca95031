import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Store } from '../store.ts';
import { type Envelope, envelope, ruleArn } from './envelope.ts';
import { compileRule, type Rule, type RuleDefinition, type Target, type Targets } from './rule.ts';
import type { EventSink } from './sink.ts';

export type EventFailure = { readonly eventId: string; readonly event: string; readonly cause: string };

export interface EventBus extends EventSink {
  /** Makes or replaces a rule. Throws on a pattern, schedule, input or target that is not honoured here. */
  putRule(rule: RuleDefinition): void;
  /** Fires a scheduled rule now, as its timer would. */
  fire(ruleName: string): void;
  /** Starts dispatching: first what an earlier process left. */
  start(): void;
  /** True when every event has reached its targets. */
  idle(): boolean;
  /** Events that a target refused, oldest first. */
  failures(): readonly EventFailure[];
  close(): void;
}

const Row = z.object({ id: z.number(), event: z.string(), rule: z.string().nullable() });
const FailureRow = z.object({ event: z.string(), cause: z.string() });
const Count = z.object({ n: z.number() });
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * The default event bus: a row per event, dispatched in order after the commit. Deleting the row and starting the
 * targets is one transaction, so an event starts each of them exactly once, over kill -9 too.
 */
export function openEvents(
  options: { readonly store: Store; readonly log?: (line: string) => void } & Targets,
): EventBus {
  const { store, log = () => {} } = options;
  const { db } = store;
  db.exec(`
    CREATE TABLE IF NOT EXISTS events_queue (
      id INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL, rule TEXT) STRICT;
    CREATE TABLE IF NOT EXISTS events_failures (
      id INTEGER PRIMARY KEY, event TEXT NOT NULL, cause TEXT NOT NULL) STRICT`);
  const insert = db.prepare('INSERT INTO events_queue (event, rule) VALUES (?, ?)');
  const first = db.prepare('SELECT * FROM events_queue ORDER BY id LIMIT 1');
  const remove = db.prepare('DELETE FROM events_queue WHERE id = ?');
  const count = db.prepare('SELECT count(*) AS n FROM events_queue');
  const fail = db.prepare('INSERT INTO events_failures (id, event, cause) VALUES (?, ?, ?)');
  const failed = db.prepare('SELECT event, cause FROM events_failures ORDER BY id');
  const rules = new Map<string, Rule>();
  let open = false;
  let scheduled = false;

  const deliver = (target: Target, rule: Rule, event: Envelope): void => {
    const input = target.inputOf(event, { name: rule.name, arn: ruleArn(rule.name) });
    const service = target.arn.split(':')[2];
    if (service === 'lambda') options.invoke?.(target.arn, input);
    else if (service === 'sns') options.publish?.(target.arn, input);
    else {
      // The same event gives the same name, so a repeat finds the execution that is there.
      const suffix = createHash('sha256').update(`${rule.name}\n${target.id}`).digest('hex').slice(0, 8);
      options.start(target.arn, input, `${event.id}_${suffix}`);
    }
  };

  const dispatch = (row: z.infer<typeof Row>): void => {
    const event: Envelope = JSON.parse(row.event);
    const chosen = [...rules.values()].filter((rule) =>
      row.rule === null ? rule.enabled && rule.fits(event) : rule.name === row.rule,
    );
    try {
      store.transaction(() => {
        for (const rule of chosen) for (const target of rule.targets) deliver(target, rule, event);
        remove.run(row.id);
      });
    } catch (error) {
      // A target that refuses must not hold up the events behind; nothing is lost, the failure keeps the event.
      const cause = error instanceof Error ? error.message : String(error);
      log(`event ${event.id} (${event['detail-type']}): ${cause}`);
      store.transaction(() => {
        fail.run(row.id, row.event, cause);
        remove.run(row.id);
      });
    }
  };

  const drain = (): void => {
    scheduled = false;
    if (!open) return;
    const row = first.get();
    if (row === undefined) return;
    dispatch(Row.parse(row));
    notify();
  };

  const notify = (): void => {
    if (!open || scheduled) return;
    scheduled = true;
    // Transactions are synchronous, so the caller's has ended when this runs.
    setImmediate(drain);
  };

  const enqueue = (event: Envelope, ruleName: string | null): void => {
    insert.run(JSON.stringify(event), ruleName);
    notify();
  };

  const fire = (name: string): void => {
    const rule = rules.get(name);
    if (rule?.schedule === undefined) throw new Error(`no scheduled rule is named "${name}"`);
    const tick = {
      source: 'aws.events',
      detailType: 'Scheduled Event',
      detail: {},
      resources: [ruleArn(name)],
    };
    enqueue(envelope({ ...tick, id: randomUUID(), timeMs: Date.now() }), name);
  };

  const arm = (rule: Rule): void => {
    clearTimeout(rule.timer);
    const next = rule.enabled && open ? rule.schedule?.(Date.now()) : undefined;
    if (next === undefined) return;
    const waitMs = next - Date.now();
    // Node fires a timer that is longer than 24 days at once: sleep a part of it and look again.
    rule.timer = setTimeout(
      () => {
        if (waitMs <= MAX_TIMER_MS) fire(rule.name);
        arm(rule);
      },
      Math.min(waitMs, MAX_TIMER_MS),
    ).unref();
  };

  return {
    emit: (event) => enqueue(envelope({ ...event, id: randomUUID(), timeMs: Date.now() }), null),
    putRule(definition) {
      const rule = compileRule(definition, options);
      clearTimeout(rules.get(definition.name)?.timer);
      rules.set(definition.name, rule);
      arm(rule);
    },
    fire,
    start() {
      open = true;
      for (const rule of rules.values()) arm(rule);
      notify();
    },
    idle: () => Count.parse(count.get()).n === 0,
    failures: () =>
      z
        .array(FailureRow)
        .parse(failed.all())
        .map(({ event, cause }) => ({
          eventId: z.object({ id: z.string() }).parse(JSON.parse(event)).id,
          event,
          cause,
        })),
    close() {
      open = false;
      for (const rule of rules.values()) clearTimeout(rule.timer);
    },
  };
}
