import type { Delivery } from '#schemas/delivery.ts';
import type { LinkDecision } from '#schemas/link-decision.ts';
import type { StopScope } from '#schemas/stop.ts';
import type { StoredPattern } from '#schemas/stored-pattern.ts';
import type { Pointer } from '#schemas/version.ts';

/** Keys of the table `registry`. Numbers are padded, so that they sort as text. */
export const deliveryKey = (id: string) => ({ pk: `delivery#${id}`, sk: 'delivery' });
export const queueKey = (delivery: Delivery) => ({
  pk: 'queue',
  sk: `${delivery.received_at}#${delivery.delivery_id}`,
});
export const lockKey = { pk: 'lock', sk: 'link' };
export const pointerKey = (name: Pointer['name']) => ({ pk: 'pointer', sk: name });
export const versionKey = (name: Pointer['name'], version: number) => ({
  pk: `version#${name}`,
  sk: String(version).padStart(10, '0'),
});
export const stopKey = (scope: StopScope) => ({ pk: 'stop', sk: scope });
export const storedPatternKey = ({ id, version }: Pick<StoredPattern, 'id' | 'version'>) => ({
  pk: 'pattern',
  sk: `${id}#${String(version).padStart(6, '0')}`,
});
export const decisionKey = ({ at, left_record_id, right_record_id, decision }: LinkDecision) => ({
  pk: 'decision',
  sk: `${at}#${left_record_id}#${right_record_id}#${decision}`,
});
export const weightsKey = (id: string) => ({ pk: 'weights', sk: id });
/** Holds the id of the approved weights, so that two approvals at once cannot both stand. */
export const weightsInUseKey = { pk: 'weights-in-use', sk: 'weights-in-use' };
