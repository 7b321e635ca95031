import { PLACE } from '../service.ts';

/** An event as targets get it. */
export type Envelope = {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** UTC, to the second. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
};

export function envelope(event: {
  readonly id: string;
  readonly timeMs: number;
  readonly source: string;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly resources: readonly string[];
}): Envelope {
  return {
    version: '0',
    id: event.id,
    'detail-type': event.detailType,
    source: event.source,
    account: PLACE.account,
    time: new Date(event.timeMs).toISOString().replace(/\.\d+Z$/, 'Z'),
    region: PLACE.region,
    resources: event.resources,
    detail: event.detail,
  };
}

export const ruleArn = (name: string): string =>
  `arn:${PLACE.partition}:events:${PLACE.region}:${PLACE.account}:rule/${name}`;
