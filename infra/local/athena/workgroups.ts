import * as z from 'zod';
import type { Store } from '../store.ts';

export const ENGINE_VERSION = 'Athena engine version 3';

/** The largest that a result may be asked to be kept for: everything that Athena has and that matters here. */
export const WorkGroupConfiguration = z.strictObject({
  EnforceWorkGroupConfiguration: z.boolean().default(true),
  PublishCloudWatchMetricsEnabled: z.boolean().optional(),
  RequesterPaysEnabled: z.boolean().optional(),
  BytesScannedCutoffPerQuery: z.number().int().min(10_000_000).optional(),
  EngineVersion: z
    .strictObject({
      SelectedEngineVersion: z.enum(['AUTO', ENGINE_VERSION]).optional(),
      EffectiveEngineVersion: z.string().optional(),
    })
    .optional(),
  ManagedQueryResultsConfiguration: z
    .strictObject({ Enabled: z.boolean(), EncryptionConfiguration: z.unknown().optional() })
    .optional(),
  ResultConfiguration: z
    .strictObject({
      OutputLocation: z
        .string()
        .regex(/^s3:\/\//)
        .optional(),
      EncryptionConfiguration: z.unknown().optional(),
      ExpectedBucketOwner: z.string().optional(),
      AclConfiguration: z.unknown().optional(),
    })
    .optional(),
});
export type WorkGroupConfiguration = z.infer<typeof WorkGroupConfiguration>;

const WorkGroup = z.object({
  Name: z.string(),
  State: z.enum(['ENABLED', 'DISABLED']),
  Description: z.string().optional(),
  Configuration: WorkGroupConfiguration,
  /** Epoch seconds. */
  CreationTime: z.number(),
});
export type WorkGroup = z.infer<typeof WorkGroup>;

export type WorkGroups = {
  all(): WorkGroup[];
  get(name: string): WorkGroup | undefined;
  put(group: Omit<WorkGroup, 'CreationTime'>): void;
};

const Row = z.object({ body: z.string() });

/** Workgroups as rows. `primary` is always there, as in every account; its results are kept here, not in a bucket. */
export function openWorkGroups({ db }: Store): WorkGroups {
  db.exec('CREATE TABLE IF NOT EXISTS athena_workgroups (name TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT');
  const all = db.prepare('SELECT body FROM athena_workgroups ORDER BY name');
  const one = db.prepare('SELECT body FROM athena_workgroups WHERE name = ?');
  const write = db.prepare('INSERT OR REPLACE INTO athena_workgroups (name, body) VALUES (?, ?)');
  const read = (row: unknown): WorkGroup => WorkGroup.parse(JSON.parse(Row.parse(row).body));
  const get = (name: string): WorkGroup | undefined => {
    const row = one.get(name);
    return row === undefined ? undefined : read(row);
  };
  const groups: WorkGroups = {
    all: () => all.all().map(read),
    get,
    put(group) {
      const CreationTime = get(group.Name)?.CreationTime ?? Math.floor(Date.now() / 1000);
      write.run(group.Name, JSON.stringify({ ...group, CreationTime }));
    },
  };
  if (get('primary') === undefined) {
    groups.put({
      Name: 'primary',
      State: 'ENABLED',
      Configuration: {
        EnforceWorkGroupConfiguration: false,
        ManagedQueryResultsConfiguration: { Enabled: true },
      },
    });
  }
  return groups;
}
