import * as z from 'zod';
import { honoured } from '../template/properties.ts';
import type { ResourceBuilders } from '../template/resource.ts';
import type { AthenaService } from './service.ts';
import { WorkGroupConfiguration } from './workgroups.ts';

const WORKGROUP_INERT = {
  Tags: 'nothing here reads tags',
  RecursiveDeleteOption: 'nothing is deleted with its stack',
};

const WorkGroupProperties = z.strictObject({
  Name: z.string().min(1).max(128),
  Description: z.string().optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  WorkGroupConfiguration: WorkGroupConfiguration.default({ EnforceWorkGroupConfiguration: true }),
});
const NamedQueryProperties = z.strictObject({
  Name: z.string().optional(),
  Description: z.string().optional(),
  Database: z.string(),
  QueryString: z.string().min(1),
  WorkGroup: z.string().default('primary'),
});

/** Workgroups and named queries of the template. */
export function athenaResources(athena: AthenaService): ResourceBuilders {
  return {
    'AWS::Athena::WorkGroup'(properties, context) {
      const parsed = honoured(WorkGroupProperties, WORKGROUP_INERT, properties, context);
      const { Name, Description, State, WorkGroupConfiguration: Configuration } = parsed;
      athena.workgroups.put({
        Name,
        State,
        Configuration,
        ...(Description === undefined ? {} : { Description }),
      });
      const created = athena.workgroups.get(Name)?.CreationTime ?? 0;
      return { ref: Name, attributes: { CreationTime: String(created) } };
    },
    'AWS::Athena::NamedQuery'(properties, context) {
      const { Name, ...query } = honoured(NamedQueryProperties, {}, properties, context);
      const id = `${context.stackName}-${context.logicalId}`;
      athena.namedQueries.put({ ...query, Name: Name ?? context.generatedName(128) }, id);
      return { ref: id, attributes: { NamedQueryId: id } };
    },
  };
}
