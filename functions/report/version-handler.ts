import { lambda } from '#shell/lambda.ts';
import { openReportPorts } from './report-ports.ts';
import { ReportVersionInput, reportVersion } from './report-version.ts';

export const handler = lambda({
  input: ReportVersionInput,
  ports: openReportPorts,
  run: reportVersion,
  measures: ({ secondsBehind }) => ({ seconds_behind: secondsBehind }),
});
