import { glueCatalog } from '#adapters/catalog.ts';
import { systemClock } from '#adapters/clock.ts';
import { parquetLake } from '#adapters/lake.ts';
import { sfnWorkflow } from '#adapters/workflows.ts';
import { readConfig } from '#shell/config.ts';
import { lambda } from '#shell/lambda.ts';
import { type DoorPorts, reportDoor } from './door.ts';
import { DoorInput } from './door-input.ts';
import { openReportPorts } from './report-ports.ts';

function ports(): DoorPorts {
  const config = readConfig('ANALYSIS_DATABASE', 'RESTRICTED_DATABASE', 'INGEST_STATE_MACHINE_ARN');
  const shared = openReportPorts();
  return {
    ...shared,
    lake: parquetLake(shared.objects),
    catalog: glueCatalog({
      analysisDatabase: config.ANALYSIS_DATABASE,
      restrictedDatabase: config.RESTRICTED_DATABASE,
      lake: shared.objects,
    }),
    clock: systemClock,
    workflow: sfnWorkflow(config.INGEST_STATE_MACHINE_ARN),
  };
}

export const handler = lambda({ input: DoorInput, ports, run: reportDoor });
