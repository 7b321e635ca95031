import * as z from 'zod';
import { Actor } from '#schemas/actor.ts';
import { DeliveryStatus } from '#schemas/delivery.ts';
import { DeliveryId } from '#schemas/ids.ts';

/** What may be asked at the door for deliveries. Every call says who asks (R1). */
export const DoorInput = z.discriminatedUnion('operation', [
  z.strictObject({
    operation: z.literal('list'),
    actor: Actor,
    source: z.string().min(1).optional(),
    status: DeliveryStatus.optional(),
    limit: z.int().min(1).max(200).default(20),
  }),
  z.strictObject({ operation: z.literal('show'), actor: Actor, delivery_id: DeliveryId }),
  z.strictObject({
    operation: z.literal('release'),
    actor: Actor,
    delivery_id: DeliveryId,
    reason: z.string().min(10, 'say why in a sentence'),
  }),
]);
export type DoorInput = z.infer<typeof DoorInput>;
export type Asked<Operation extends DoorInput['operation']> = Extract<DoorInput, { operation: Operation }>;
