import * as z from 'zod';
import { Failure } from '#schemas/failures.ts';
import { DeliveryId } from '#schemas/ids.ts';
import { type ReportPorts, reportOn } from './report-on.ts';

export const ReportDeliveryInput = z.strictObject({ deliveryId: DeliveryId });
export type ReportDeliveryInput = z.infer<typeof ReportDeliveryInput>;

/** The report on one delivery, when its file has been read. */
export async function reportDelivery(
  input: ReportDeliveryInput,
  ports: ReportPorts,
): Promise<{ readonly deliveryId: DeliveryId; readonly status: string }> {
  const delivery = await ports.registry.delivery(input.deliveryId);
  if (!delivery) throw new Failure('NotFound', 'there is no such delivery');
  const report = await reportOn(delivery, ports);
  return { deliveryId: report.delivery_id, status: report.status };
}
