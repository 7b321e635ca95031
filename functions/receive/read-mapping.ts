import type { SourceContract } from '#schemas/sources/contract.ts';
import { StewardMapping, mappingFaults } from '#schemas/sources/steward-mapping.ts';

/** What is wrong with a mapping file, on which of its lines, at which of its headers. */
export type MappingReject = {
  readonly line: number;
  readonly column: string | null;
  readonly code: string;
  readonly message: string;
};

export type MappingRead =
  | { readonly ok: true; readonly mapping: StewardMapping }
  | { readonly ok: false; readonly rejects: readonly MappingReject[]; readonly headers: number };

/** The text of a mapping file, tested by its schema and against the contract; every fault is told, not the first alone. */
export function readMapping(text: string, contract: SourceContract): MappingRead {
  const json = parseJson(text);
  if (!json.ok) return { ok: false, headers: 0, rejects: [{ line: 1, column: null, ...NOT_JSON }] };
  const parsed = StewardMapping.safeParse(json.value);
  if (!parsed.success)
    return {
      ok: false,
      headers: 0,
      rejects: parsed.error.issues.map((issue) => {
        const name = String(issue.path.at(-1) ?? '');
        return {
          line: lineOf(text, name),
          column: name === '' ? null : name,
          code: 'mapping_form',
          message: `${issue.message}; a mapping has "version", "supplier" and "headers" (header: field), and nothing else`,
        };
      }),
    };
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
