import type { ChunkFormat, ReasonCount } from '#schemas/delivery.ts';
import type { RejectSink } from './reject-list.ts';
import { isRejectedColumn } from '#schemas/rejected-file.ts';
import type { SourceContract } from '#schemas/sources/contract.ts';
import { headerOf, matchNames, plainName } from '#schemas/sources/mapping.ts';
import { readCsvRow } from '#schemas/values/csv-row.ts';
import type { ChunkWriter } from './chunk-writer.ts';
import { detectShape } from './detect.ts';
import { jsonElements } from './json-elements.ts';
import { Refusal } from './refusal.ts';
import { type RowLimits, rowSplitter } from './row-splitter.ts';

export type OpenedRows = {
  readonly format: ChunkFormat;
  readonly reader: { push(text: string): void; end(): void };
  /** Where in the head the rows begin. */
  readonly start: number;
  readonly notes: readonly ReasonCount[];
};

/**
 * Finds out from the file's beginning how its rows are written, and checks the header against the contract. Throws
 * a Refusal when a column that the contract needs is not there.
 */
export function openRows(
  head: string,
  contract: SourceContract,
  limits: RowLimits,
  writer: ChunkWriter,
  rejects: RejectSink,
): OpenedRows {
  const shape = detectShape(head, contract);
  if (shape.kind === 'json-unknown')
    throw new Refusal(
      'json_shape',
      'this JSON is neither a list of rows, nor an object with such a list, nor one object per line; export it as one of these and deliver again',
    );
  if (shape.kind === 'geojson-crs')
    throw new Refusal(
      'geojson_crs',
      'this GeoJSON is in another reference system than WGS84 (RFC 7946); export it as WGS84, longitude and latitude',
    );
  if (shape.kind !== 'csv') {
    const line = lineAt(head, shape.start);
    const reader =
      shape.kind === 'list'
        ? jsonElements(line, { ...limits, wrapped: shape.wrapped }, writer, rejects)
        : rowSplitter({ format: 'ndjson' }, line, limits, writer, rejects);
    return { format: { format: 'ndjson' }, reader, start: shape.start, notes: [] };
  }
  const row = readCsvRow(head, shape.start, shape.delimiter);
  if (row.kind !== 'row' || head.charAt(row.end - 1) !== '\n')
    throw new Refusal(
      'header_broken',
      'the header on the first line is not closed: a quotation mark or line break is missing; correct it and deliver again',
    );
  const header = row.cells.map((cell) => cell.trim());
  const notes = checkHeader(header, contract);
  return {
    format: { format: 'csv', delimiter: shape.delimiter, header },
    reader: rowSplitter(
      { format: 'csv', delimiter: shape.delimiter, cells: header.length },
      lineAt(head, row.end),
      limits,
      writer,
      rejects,
    ),
    start: row.end,
    notes,
  };
}

/**
 * What the steward must know of the header. Unknown columns are named only where every needed one was found: a file
 * without a header has values on its first line, and those are told to nobody.
 */
function checkHeader(header: readonly string[], contract: SourceContract): ReasonCount[] {
  const matched = matchNames(contract, header);
  if (matched.fields.every((field) => field === null) && namesIn(header.join(' '), contract) > 1)
    throw new Refusal(
      'delimiter_unknown',
      'the columns of the first line are not divided by ; or , or a tab or |; export the file with ; and deliver again',
    );
  if (matched.fields.every((field) => field === null))
    throw new Refusal(
      'header_unknown',
      `none of the columns of source ${contract.name} is in the first line; deliver the file with its header`,
    );
  if (matched.missing.length > 0) {
    const names = matched.missing.map((field) => `"${headerOf(matched.mapping, field)}"`).join(', ');
    throw new Refusal('column_missing', `the file lacks ${names}; add what is missing and deliver again`);
  }
  return [
    ...matched.unknown
      .filter((name) => name !== '' && !isRejectedColumn(name))
      .map((name) => note('column_unknown', `the column "${name}" is not in the contract and was read past`)),
    ...matched.doubled.map((name) =>
      note('column_doubled', `the column "${name}" says what an earlier one says, and was read past`),
    ),
  ];
}

/** How many of the contract's headers stand somewhere in a text. */
function namesIn(text: string, contract: SourceContract): number {
  const plain = plainName(text);
  const counts = contract.mappings.map(
    ({ headers }) =>
      Object.keys(headers).filter((header) => header.length > 3 && plain.includes(plainName(header))).length,
  );
  return Math.max(...counts);
}

const note = (code: string, message: string): ReasonCount => ({ code, message, count: 1 });

/** The line on which the character at `index` stands. */
function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
