import * as z from 'zod';
import { Failure } from '#schemas/failures.ts';
import { type ReportPorts, reportOn } from './report-on.ts';

export const ReportVersionInput = z.strictObject({ version: z.int().min(1) });
export type ReportVersionInput = z.infer<typeof ReportVersionInput>;

/**
 * Completes the reports on all deliveries of a version, now that it is known what they changed. `secondsBehind`: from the
 * arrival of the one that waited longest to the version.
 */
export async function reportVersion(
  input: ReportVersionInput,
  ports: ReportPorts,
): Promise<{ readonly version: number; readonly reports: number; readonly secondsBehind: number }> {
  const version = await ports.registry.version('linked', input.version);
  if (!version) throw new Failure('NotFound', `there is no version ${input.version}`);
  let reports = 0;
  let secondsBehind = 0;
  for (const id of version.deliveries) {
    const delivery = await ports.registry.delivery(id);
    if (!delivery) continue;
    await reportOn(delivery, ports);
    reports += 1;
    const waited = (Date.parse(version.at) - Date.parse(delivery.received_at)) / 1000;
    secondsBehind = Math.max(secondsBehind, Math.round(waited));
  }
  return { version: input.version, reports, secondsBehind };
}
