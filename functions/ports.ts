import type { Alert, Subscription, WatchList } from '#schemas/watch.ts';
import type { Candidate, Case, CaseEvent, IntakeItem } from '#schemas/case.ts';
import type { CaseFile, CasePart, RecordedOutcome, Task } from '#schemas/case-file.ts';
import type { Calibration } from '#schemas/calibration.ts';
import type { Delivery } from '#schemas/delivery.ts';
import type { GateState } from '#schemas/fairness.ts';
import type { Outcome } from '#schemas/outcome.ts';
import type { LinkDecision } from '#schemas/link-decision.ts';
import type { AlertId, DeliveryId, ListId } from '#schemas/ids.ts';
import type { Stop, StopScope } from '#schemas/stop.ts';
import type { StoredPattern } from '#schemas/stored-pattern.ts';
import type { Review } from '#schemas/review.ts';
import type { WeightsProposal } from '#schemas/score-model.ts';
import type { LakeTableName } from '#schemas/tables.ts';
import type { Pointer, PublishedVersion, TableFiles } from '#schemas/version.ts';

/** The interfaces to the outside. Adapters implement them with the AWS SDK; tests may use the embedded cloud. */

export interface Clock {
  now(): Date;
}

/** One bucket. Keys are plain text, not URL-encoded. */
export interface ObjectStore {
  readonly bucket: string;
  /** Throws Failure('ObjectMissing'). */
  read(key: string): Promise<Uint8Array>;
  /** Streams one version of an object; `versionId` undefined = the latest. Throws Failure('ObjectMissing'). */
  stream(key: string, versionId?: string): Promise<AsyncIterable<Uint8Array>>;
  write(key: string, body: Uint8Array | string, contentType?: string): Promise<void>;
  list(prefix: string): Promise<string[]>;
  remove(keys: readonly string[]): Promise<void>;
}

/** A row of a lake table: column name → value; a `json` column holds the value itself, not its text. */
export type LakeRow = Readonly<Record<string, unknown>>;

/** A value per row, null or undefined where there is none. */
export type ColumnValues = readonly unknown[] | CodedValues | PackedTexts;

/** Values that recur: of each row the place among the distinct ones, counted from 1; 0 where there is none. */
export type CodedValues = { readonly distinct: readonly unknown[]; readonly codes: Int32Array };

/**
 * Texts of which hardly any comes twice, such as ids: one behind the other as UTF-8, each behind its length in four
 * bytes, little-endian. A million of them are one block of memory, not a million objects.
 */
export type PackedTexts = {
  /** 1 for a row that has a text, 0 for one that has none. */
  readonly present: Uint8Array;
  readonly bytes: Uint8Array;
};

/** Rows of a lake table, column by column. Columns without any value are left out. */
export type LakeColumns = {
  readonly rows: number;
  readonly values: ReadonlyMap<string, ColumnValues>;
};

/** Tables of the lake as files: Parquet in, Parquet out, by the definitions of `schemas/tables.ts`. */
/**
 * Rows of a delta table whose column is among these; no others are built. The column is one that never changes for a
 * key, or an older row would be taken for the newest.
 */
export type RowChoice = { readonly column: string; readonly among: ReadonlySet<string> };

export interface Lake {
  /** Writes one Parquet file. `location` = a folder under the table's own prefix, such as `version=7-k3q`. Rows of a delta carry `deleted`. */
  write(table: LakeTableName, location: string, part: string, rows: readonly LakeRow[]): Promise<TableFiles>;
  /** All rows of those files, in order; null for what is missing. Of a million rows, name the `columns` that are needed. */
  read(files: TableFiles, columns?: readonly string[]): Promise<LakeRow[]>;
  /** A delta's rows without their tombstone column, and the rows (their keys) that it takes away. */
  delta(
    files: TableFiles,
    columns?: readonly string[],
    choice?: RowChoice,
  ): Promise<{ readonly rows: LakeRow[]; readonly removed: LakeRow[] }>;
  /**
   * The state at a version: for a delta table the newest row per key over base…version, without tombstones; for a whole
   * one that version's rows.
   */
  state(
    table: LakeTableName,
    versions: readonly PublishedVersion[],
    columns?: readonly string[],
    choice?: RowChoice,
  ): Promise<LakeRow[]>;
  /** What one version changed (with tombstones), empty where it did not touch the table. */
  changes(table: LakeTableName, version: PublishedVersion, columns?: readonly string[]): Promise<LakeRow[]>;
}

/** Keeps the query engine's catalogue in step: partitions of versions and days, and the pointers that views read. */
export interface Catalog {
  registerVersion(version: number, files: readonly TableFiles[]): Promise<void>;
  registerDay(table: LakeTableName, day: string): Promise<void>;
  publishPointer(pointer: Pointer): Promise<void>;
}

export type LockGrant = {
  readonly token: number;
  readonly version: number;
  readonly asOf: string;
  readonly deliveries: readonly Delivery[];
};

/** Deliveries, pointers, the lock, published versions. */
export interface Registry {
  /** Conditional put on bucket, key, version: `false` when the delivery is known already (S3 events arrive at least once). */
  enter(delivery: Delivery): Promise<boolean>;
  delivery(id: DeliveryId): Promise<Delivery | undefined>;
  /** Moves a delivery on, from one of the given states only. Throws Failure('TransitionRefused'). */
  advance(delivery: Delivery, from: readonly Delivery['status'][]): Promise<void>;
  /**
   * Second ledger key: makes `delivery` the latest accepted content of its source, unless a later one is that
   * already, and answers with the delivery whose content is the latest and the same (`duplicate`), or undefined.
   */
  claimContent(delivery: Delivery): Promise<DeliveryId | undefined>;
  /** Puts a normalized delivery in the queue of the link step, in order of arrival. */
  enqueue(delivery: Delivery): Promise<void>;
  /**
   * Takes the fenced, expiring link lock and the deliveries that wait. Throws Failure('LockHeld') while another
   * owner holds it; answers `undefined` when nothing waits (another execution linked it all). The same owner gets
   * its grant again (a retry). `version` is the one to be made.
   */
  acquire(owner: string): Promise<LockGrant | undefined>;
  /** What this owner was granted, its lock renewed. Throws Failure('LockLost') when the token is no longer the lock's. */
  grant(owner: string, token: number): Promise<LockGrant>;
  /** Lets the lock go if this owner still has it. */
  release(owner: string): Promise<void>;
  /**
   * One transaction: pointer `linked` n−1 → n, the version's entry, the deliveries out of the queue and `linked`,
   * the lock released; all under the lock's token. Throws Failure('LockLost').
   */
  publish(version: PublishedVersion, token: number): Promise<Pointer>;
  /** Pointer `judged` to an already linked version. Throws Failure('VersionStale') when a newer one is judged. */
  judge(version: PublishedVersion): Promise<Pointer>;
  pointer(name: Pointer['name']): Promise<Pointer | undefined>;
  /** Entries of the versions base…version of a pointer, oldest first. */
  versions(pointer: Pointer): Promise<PublishedVersion[]>;
  version(name: Pointer['name'], version: number): Promise<PublishedVersion | undefined>;
}

/** The stop button (R22). */
export interface StopButton {
  /** What stands stopped at this moment, read consistently. */
  standing(): Promise<Stop[]>;
  /** `false` when that scope is stopped already: the earlier stop stands. */
  press(stop: Stop): Promise<boolean>;
  /** `false` when that very stop stands no more. */
  lift(scope: StopScope, stoppedAt: string): Promise<boolean>;
}

/** Patterns that analysts made, each version of each by itself. */
export interface PatternStore {
  /** In every state, in order of id and version. */
  all(): Promise<StoredPattern[]>;
  /** `false` when that version of that pattern is there already. */
  propose(proposed: StoredPattern): Promise<boolean>;
  /** Throws Failure('TransitionRefused') when its state is not `from`. */
  move(pattern: StoredPattern, from: StoredPattern['state']): Promise<void>;
}

/** Queries that analysts find ready beside their own. */
export interface NamedQueries {
  /** The text of one, by its id or its name; undefined when there is none. */
  text(idOrName: string): Promise<string | undefined>;
  /** Makes one of this name unless there is one already. */
  create(query: { readonly name: string; readonly description: string; readonly sql: string }): Promise<void>;
  /** Takes away every one of this name. */
  remove(name: string): Promise<void>;
}

/** What people decided about links. Kept for good: a later decision about a pair stands beside the earlier. */
export interface LinkDecisions {
  /** Up to 100 at a time, all or none; the same again changes nothing. */
  record(decisions: readonly LinkDecision[]): Promise<void>;
  /** All there are, in order of time. */
  all(): Promise<LinkDecision[]>;
}

/** Learned weights on their way into use, the earliest first; at most one of them is approved. */
export interface WeightsRegister {
  proposals(): Promise<WeightsProposal[]>;
  /** `false` when these weights were proposed before. */
  propose(proposal: WeightsProposal): Promise<boolean>;
  /**
   * proposed → approved, and the `before` approved one → retired in the same transaction. Throws
   * Failure('TransitionRefused') when either stands otherwise by now.
   */
  approve(approved: WeightsProposal, before: WeightsProposal | undefined): Promise<void>;
  /** To retired, from the status that `seen` has. Throws Failure('TransitionRefused'). */
  retire(retired: WeightsProposal, seen: WeightsProposal): Promise<void>;
}

/** What looking at subjects came to. */
export interface OutcomeLog {
  /** Every outcome as it was told last, in order of id. */
  all(): Promise<Outcome[]>;
}

/** What the scores of each model came to. */
export interface Calibrations {
  /** Undefined for a model that was never calibrated. */
  of(model: string): Promise<Calibration | undefined>;
  keep(calibration: Calibration): Promise<void>;
}

/** What the fairness gate said last (R26). */
export interface FairnessGate {
  /** Undefined before a first test. */
  state(): Promise<GateState | undefined>;
  publish(state: GateState): Promise<void>;
}

/** Keyed HMAC-SHA-256 under the deployment's secret: turns values that identify into tokens that don't. */
export interface Pseudonyms {
  /** 32 bytes. `domain` separates uses, e.g. `bsn`, `record`, `surname`. */
  digest(domain: string, value: string): Uint8Array;
}

export type QueryColumn = { readonly name: string; readonly type: string };
export type QueryRows = {
  readonly columns: readonly QueryColumn[];
  readonly rows: readonly (readonly (string | null)[])[];
};

/** Athena. `token` makes a start idempotent: the same token and text give the same query. */
export interface QueryEngine {
  start(sql: string, token: string, parameters?: readonly string[]): Promise<string>;
  state(
    queryIds: readonly string[],
  ): Promise<
    ReadonlyMap<
      string,
      { readonly state: 'running' | 'succeeded' | 'failed'; readonly reason: string | undefined }
    >
  >;
  rows(queryId: string): Promise<QueryRows>;
}

export interface CaseStore {
  /**
   * Inserts what patterns suggest, renews what is open, opens again what had expired; never touches one that a person
   * took up or dismissed, nor one of a newer version (`kept`). The same version again answers as the first time.
   */
  suggest(candidate: Candidate): Promise<'suggested' | 'renewed' | 'kept'>;
  /** open → expired, with its event in the same transaction; `false` when it is open no more. */
  expire(candidate: Candidate, event: CaseEvent): Promise<boolean>;
  /** Opens those that are not there yet, each with its event; answers which. */
  openIntakes(
    opened: readonly { readonly item: IntakeItem; readonly event: CaseEvent }[],
  ): Promise<IntakeItem['intake_id'][]>;
  candidates(status: Candidate['status']): Promise<Candidate[]>;
  candidate(id: string): Promise<Candidate | undefined>;
  intakes(status: IntakeItem['status']): Promise<IntakeItem[]>;
  /** One transaction: candidate open → taken_up, the case with it, and that its team is there. Throws Failure('TransitionRefused'). */
  takeUp(candidate: Candidate, opened: Case, events: readonly CaseEvent[], presence: Presence): Promise<void>;
  /** open → dismissed, with its event. Throws Failure('TransitionRefused'). */
  dismiss(candidate: Candidate, event: CaseEvent): Promise<void>;
  case(id: string): Promise<Case | undefined>;
  /** An event that is there already stays as it is. */
  append(event: CaseEvent): Promise<void>;
  history(subjectId: string): Promise<CaseEvent[]>;
  /** What a version brought about, for the lake's log. */
  eventsOfVersion(version: number): Promise<CaseEvent[]>;
}

/** That a team looks at a subject, under keyed tokens: neither team nor subject stands there in plain (R37). */
export type Presence = {
  /** Of the subject. */
  readonly subjectToken: string;
  /** Of the team on this subject. */
  readonly teamToken: string;
  /** Where the team's contact point is kept. */
  readonly contactToken: string;
  readonly since: string;
};

/** What is in cases, one of a team's own at a time. */
export interface CaseFiles {
  /** A team's cases, the newest first. */
  casesOf(team: string, status: Case['status']): Promise<Case[]>;
  file(caseId: string): Promise<CaseFile | undefined>;
  /** Tasks that other teams asked this one to share, whatever it answered. */
  tasksSharedWith(team: string): Promise<Task[]>;
  /** Another team's case on a candidate that is taken up. Throws Failure('TransitionRefused'). */
  takeUpBeside(opened: Case, events: readonly CaseEvent[], presence: Presence): Promise<void>;
  /** `false` when it is there already. Throws Failure('TransitionRefused') when the case is not open. */
  add(part: CasePart, event: CaseEvent): Promise<boolean>;
  /**
   * Puts a part in place of its revision `seen`. Throws Failure('TransitionRefused') when another was faster or the case is
   * not open.
   */
  change(part: CasePart, seen: number, event: CaseEvent): Promise<void>;
  /** Throws Failure('TransitionRefused') when it is closed already. The team's presence ends with it. */
  close(closed: Case, event: CaseEvent, presence: Presence): Promise<void>;
  /** `false` when one stands that is not `open`, or this is `open` again. */
  recordOutcome(outcome: RecordedOutcome, event: CaseEvent): Promise<boolean>;
  outcome(originId: string): Promise<RecordedOutcome | undefined>;
  /** All teams on a subject, the earliest first. */
  presences(subjectToken: string): Promise<Presence[]>;
  setContact(contactToken: string, contact: string, event: CaseEvent): Promise<void>;
  contact(contactToken: string): Promise<string | undefined>;
}

/** How people reviewed suggestions (R19). */
export interface ReviewLog {
  /** The same decision again changes nothing. */
  add(review: Review): Promise<void>;
  /** The last so many, the newest first. */
  last(count: number): Promise<Review[]>;
}

export interface WatchStore {
  lists(): Promise<WatchList[]>;
  list(id: ListId): Promise<WatchList | undefined>;
  createList(list: WatchList): Promise<void>;
  /**
   * Conditional on `revision`; stored with revision + 1, and in the same transaction what must be told about the
   * change goes to the outbox. Throws Failure('TransitionRefused') when another was faster.
   */
  saveList(list: WatchList, alerts: readonly Alert[]): Promise<WatchList>;
  subscriptions(listId: ListId): Promise<Subscription[]>;
  addSubscription(subscription: Subscription): Promise<void>;
  /** Throws Failure('TransitionRefused') when its state is none of `from`, or its code has other than `triesLeft` tries left. */
  saveSubscription(
    subscription: Subscription,
    from: readonly Subscription['status'][],
    triesLeft?: number,
  ): Promise<void>;
  /** `false` when this alert is known already. */
  addAlert(alert: Alert): Promise<boolean>;
  /** Leases a pending alert, so that one execution publishes it; the same owner gets it again. */
  claimAlert(id: AlertId, owner: string, now: Date, leaseSeconds: number): Promise<boolean>;
  /** pending → accepted or dropped. */
  settleAlert(alert: Alert): Promise<void>;
  pendingAlerts(): Promise<Alert[]>;
  alert(id: AlertId): Promise<Alert | undefined>;
  alerts(listId: ListId): Promise<Alert[]>;
}

/** SNS. */
export interface Notifier {
  /** Returns the message id. `attributes` serve filter policies. */
  publish(
    topicArn: string,
    message: {
      readonly subject: string;
      readonly body: string;
      readonly attributes: Readonly<Record<string, string>>;
    },
  ): Promise<string>;
  createTopic(name: string): Promise<string>;
  subscribe(topicArn: string, channel: 'email' | 'sms', endpoint: string): Promise<string>;
  /** Confirms an e-mail subscription by the token of its mail; from then on only the program can end it. Returns its ARN. */
  confirm(topicArn: string, token: string): Promise<string>;
  unsubscribe(subscriptionArn: string): Promise<void>;
  /** E-mail subscriptions that SNS reports as confirmed, by endpoint. */
  confirmed(topicArn: string): Promise<ReadonlyMap<string, string>>;
  sendSms(number: string, text: string): Promise<void>;
}

/** Step Functions. */
export interface Workflows {
  /** Starts an execution; one of that name which runs or ran already is left as it is. */
  start(name: string, input: unknown): Promise<void>;
  /** Names of the executions that run now, the newest first. */
  running(): Promise<string[]>;
}
