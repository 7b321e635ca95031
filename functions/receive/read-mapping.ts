import type * as z from 'zod';
import type { SourceContract } from '#schemas/sources/contract.ts';
import { MappingWithdrawal, StewardMapping, mappingFaults } from '#schemas/sources/steward-mapping.ts';

/** What is wrong with a mapping file, on which of its lines, at which of its headers. */
export type MappingReject = {
  readonly line: number;
  readonly column: string | null;
  readonly code: string;
  readonly message: string;
};

export type MappingRead =
  | { readonly ok: true; readonly mapping: StewardMapping }
  | { readonly ok: true; readonly withdrawal: MappingWithdrawal }
  | { readonly ok: false; readonly rejects: readonly MappingReject[]; readonly headers: number };

/** The text of a mapping file, tested by its schema and against the contract; every fault is told, not the first alone. */
export function readMapping(text: string, contract: SourceContract): MappingRead {
  const json = parseJson(text);
  if (!json.ok) return { ok: false, headers: 0, rejects: [{ line: 1, column: null, ...NOT_JSON }] };
  if (isWithdrawal(json.value)) {
    const withdrawal = MappingWithdrawal.safeParse(json.value);
    return withdrawal.success
      ? { ok: true, withdrawal: withdrawal.data }
      : misshapen(text, withdrawal.error, 'a withdrawal has "withdraws" (a version) and "reason"');
  }
  const parsed = StewardMapping.safeParse(json.value);
  if (!parsed.success)
    return misshapen(text, parsed.error, 'a mapping has "version", "supplier" and "headers" (header: field)');
  const faults = mappingFaults(contract, parsed.data);
  if (faults.length === 0) return { ok: true, mapping: parsed.data };
  return {
    ok: false,
    headers: Object.keys(parsed.data.headers).length,
    rejects: faults.map(({ header, code, message }) => ({
      line: header === null ? 1 : lineOf(text, header),
      column: header,
      code,
      message,
    })),
  };
}

const isWithdrawal = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'withdraws' in value;

const misshapen = (text: string, error: z.ZodError, form: string): MappingRead => ({
  ok: false,
  headers: 0,
  rejects: error.issues.map((issue) => {
    const name = String(issue.path.at(-1) ?? '');
    return {
      line: lineOf(text, name),
      column: name === '' ? null : name,
      code: 'mapping_form',
      message: `${issue.message}; ${form}, and nothing else`,
    };
  }),
});

const NOT_JSON = {
  code: 'json_invalid',
  message: 'this is not valid JSON; correct the mapping and drop it again',
};

function parseJson(text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return { ok: true, value };
  } catch {
    return { ok: false };
  }
}

/** The line on which a name first stands in quotes; 1 where it does not. */
function lineOf(text: string, name: string): number {
  const at = name === '' ? -1 : text.indexOf(JSON.stringify(name));
  return at < 0 ? 1 : text.slice(0, at).split('\n').length;
}
