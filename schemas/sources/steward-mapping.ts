import * as z from 'zod';
import { forbiddenFeatures } from '#schemas/forbidden-features.ts';
import type { SourceContract } from './contract.ts';
import { plainName } from './mapping.ts';

const Version = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{1,62}$/,
    'write it in lower case letters, digits and dashes, e.g. kvk-supplier-2',
  );

/**
 * How a steward tells, without code, what a supplier's file calls the fields of a contract: dropped as
 * `mappings/<source>/<name>.json`. It names fields and grants none: what is in no contract cannot be read.
 */
export const StewardMapping = z.strictObject({
  version: Version,
  supplier: z.string().trim().min(1).max(200),
  /** Header of the file (for JSON: path of members) → field of the contract. */
  headers: z.record(z.string().trim().min(1).max(200), z.string()),
});
export type StewardMapping = z.infer<typeof StewardMapping>;

/** Dropped in a mapping's place: from now on no file is read by that version. Dropped again, the version is back. */
export const MappingWithdrawal = z.strictObject({
  withdraws: Version,
  /** In the steward's own words. */
  reason: z.string().trim().min(10).max(500),
});
export type MappingWithdrawal = z.infer<typeof MappingWithdrawal>;

/** As it lies in the lake. What a version says is never overwritten: older files may come again. */
export const StoredMapping = z.strictObject({
  ...StewardMapping.shape,
  delivery_id: z.string(),
  accepted_at: z.iso.datetime(),
  withdrawn: z.strictObject({ delivery_id: z.string(), at: z.iso.datetime(), reason: z.string() }).optional(),
});
export type StoredMapping = z.infer<typeof StoredMapping>;

export const mappingsPrefix = (source: string): string => `mappings/${source}/`;
export const mappingKey = (source: string, version: string): string =>
  `${mappingsPrefix(source)}${version}.json`;

/** The contract with stewards' mappings before its own, the newest first. */
export function withMappings(contract: SourceContract, mappings: readonly StewardMapping[]): SourceContract {
  return mappings.length === 0 ? contract : { ...contract, mappings: [...mappings, ...contract.mappings] };
}

/** What is wrong with a mapping, and at which of its headers (null: the mapping as a whole). */
export type MappingFault = {
  readonly header: string | null;
  readonly code: string;
  readonly message: string;
};

/** Everything that a contract forbids in a mapping of its source; empty where it may be used. */
export function mappingFaults(contract: SourceContract, mapping: StewardMapping): MappingFault[] {
  const faults: MappingFault[] = [];
  if (contract.mappings.some((own) => own.version === mapping.version))
    faults.push({
      header: null,
      code: 'mapping_version_taken',
      message: 'this version is one of the contract itself; give the mapping a version of its own',
    });
  const readPast = new Set(contract.readPast.map(plainName));
  const seen = new Map<string, string>();
  for (const [header, field] of Object.entries(mapping.headers)) {
    const plain = plainName(header);
    const add = (code: string, message: string) => faults.push({ header, code, message });
    const forbidden = forbiddenFeatures(`${header} ${field}`);
    if (plain === '') add('mapping_header_empty', 'a header needs letters or digits');
    if (forbidden.length > 0)
      add('mapping_forbidden', `nothing may rest on "${forbidden.join('", "')}" (R15); leave the column out`);
    else if (readPast.has(plain) || readPast.has(plainName(header.split('.')[0] ?? '')))
      add('mapping_read_past', 'the contract says that this column is not read; leave it out');
    if (!Object.hasOwn(contract.columns, field))
      add(
        'mapping_field_unknown',
        `the contract of ${contract.name} has no field "${field}"; \`npm run sources\` shows those that it has`,
      );
    const before = seen.get(plain);
    if (before !== undefined)
      add('mapping_header_doubled', `this reads as the header "${before}" further up; keep one of them`);
    seen.set(plain, header);
  }
  const reached = new Set(Object.values(mapping.headers));
  for (const [field, column] of Object.entries(contract.columns))
    if (column.needed !== 'no' && !reached.has(field))
      faults.push({
        header: null,
        code: 'mapping_field_missing',
        message: `the contract needs the field "${field}"; name the header that it has in the file`,
      });
  return faults;
}
