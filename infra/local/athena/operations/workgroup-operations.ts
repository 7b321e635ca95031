import * as z from 'zod';
import type { Operation } from '#local/glue/json-protocol.ts';
import { page } from '#local/glue/pages.ts';
import { ENGINE_VERSION, type WorkGroup } from '../workgroups.ts';
import type { AthenaParts } from './parts.ts';
import { limited } from './query-operations.ts';
import { invalid, Paged, read } from './read.ts';

const EngineVersion = { SelectedEngineVersion: ENGINE_VERSION, EffectiveEngineVersion: ENGINE_VERSION };
const Listing = z.strictObject({ ...Paged });
const ByName = z.strictObject({ WorkGroup: z.string() });

/** Workgroups over the API; they are made by the template. */
export function workGroupOperations({ workgroups }: AthenaParts): Record<string, Operation> {
  return {
    ListWorkGroups: (input) =>
      page(
        'WorkGroups',
        workgroups.all().map(summary),
        limited(read(Listing, input), 50),
        'InvalidRequestException',
      ),
    GetWorkGroup(input) {
      const { WorkGroup: name } = read(ByName, input);
      const group = workgroups.get(name);
      if (group === undefined) throw invalid(`WorkGroup ${name} is not found.`);
      return { WorkGroup: { ...group, Configuration: { ...group.Configuration, EngineVersion } } };
    },
    ListEngineVersions: () => ({ EngineVersions: [EngineVersion] }),
  };
}

function summary({ Name, State, Description, CreationTime }: WorkGroup): Record<string, unknown> {
  return { Name, State, ...(Description === undefined ? {} : { Description }), CreationTime, EngineVersion };
}
