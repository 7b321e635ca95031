import { lambda } from '#shell/lambda.ts';
import { ReportDeliveryInput, reportDelivery } from './report-delivery.ts';
import { openReportPorts } from './report-ports.ts';

export const handler = lambda({ input: ReportDeliveryInput, ports: openReportPorts, run: reportDelivery });
