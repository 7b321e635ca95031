import { REJECTED_MEMBER } from '#schemas/rejected-file.ts';
import type { CellValue, SourceContract, SourceMapping } from '#schemas/sources/contract.ts';
import { matchNames, plainName } from '#schemas/sources/mapping.ts';
import { type Bad, type Parsed, UNKNOWN, bad, good } from '#schemas/values/parsed.ts';
import { readCell } from './cell-outcome.ts';
import { type RowFault, missingValue } from './cell-plan.ts';
import { type Feature, featureOf } from './geojson.ts';
import type { Normalizer } from './normalizers.ts';
import type { Row } from './row.ts';
import type { Notes } from './tally.ts';

type Members = Readonly<Record<string, unknown>>;

export type JsonRows = {
  /** One line of NDJSON → a row's values, or what is wrong with it. */
  parse(text: string, notes: Notes): Row | RowFault;
  /** Only the contract's natural key of a row that is at fault elsewhere; undefined where that cannot be read either. */
  readKey(text: string): Row | undefined;
};

const NOT_JSON = bad('json_invalid', 'this is not valid JSON; correct it and deliver again');
const NOT_AN_OBJECT = bad(
  'json_shape',
  'a row must be a JSON object; deliver a list of objects, or one object per line',
);
const NESTED = bad(
  'json_nested',
  'a single value is expected here, not an object; correct the export and deliver again',
);

/**
 * Reads rows of JSON by the mapping that fits the sample of lines best. Members are found by their path
 * (`naam.voornamen`); lists of plain values are joined by `|`.
 */
export function jsonRows(
  contract: SourceContract,
  prepare: Normalizer['prepare'],
  sample: readonly string[],
): JsonRows {
  const opened = (text: string): Opened => {
    const value = parseJson(text);
    if (value === NOT_JSON_VALUE) return { members: NOT_JSON, point: UNKNOWN };
    if (!isObject(value)) return { members: NOT_AN_OBJECT, point: UNKNOWN };
    const feature = featureOf(value);
    const members = feature?.properties ?? value;
    return { members: prepare ? prepare(members) : good(members), point: feature?.point ?? UNKNOWN };
  };
  const prepared = (text: string): Parsed<Members> => opened(text).members;
  const names = new Set<string>();
  for (const text of sample) {
    const object = prepared(text);
    if (object.ok) for (const path of leafPaths(object.value, '')) names.add(path);
  }
  const { mapping } = matchNames(contract, [...names]);
  const places = placesOf(contract, mapping);

  return {
    parse: (text, notes) => {
      const { members: object, point } = opened(text);
      if (!object.ok) return { ...object, column: null };
      const row = new Map<string, CellValue>();
      const fault = readMembers(object.value, '', row, places, notes);
      setPoint(contract, row, point, notes);
      return fault ?? missingValue(contract, row, mapping) ?? row;
    },
    readKey: (text) => {
      const object = prepared(text);
      if (!object.ok) return undefined;
      const row = new Map<string, CellValue>();
      const keyPlaces: Places = (path) => {
        const place = places(path);
        return place.kind === 'field' && !contract.naturalKey.includes(place.field) ? READ_PAST : place;
      };
      return readMembers(object.value, '', row, keyPlaces, SILENT) ? undefined : row;
    },
  };
}

/** A row as its members, and the point that a feature of GeoJSON has beside them. */
type Opened = { readonly members: Parsed<Members>; readonly point: Feature['point'] };

/** What the members say of the point goes before the geometry. */
function setPoint(
  contract: SourceContract,
  row: Map<string, CellValue>,
  point: Feature['point'],
  notes: Notes,
): void {
  if (!point.ok) notes.add(point);
  else if (point.value !== null && !(contract.columns.rd_x && contract.columns.rd_y))
    notes.add(POINT_READ_PAST);
  else if (point.value !== null && (row.get('rd_x') ?? null) === null) {
    row.set('rd_x', point.value.x);
    row.set('rd_y', point.value.y);
  }
}

const POINT_READ_PAST = {
  code: 'column_unknown',
  message: 'the geometry is not in the contract and was read past',
};

/** Sets a field to what its cell holds; gives the fault when the row cannot go in without it. */
function setCell(
  row: Map<string, CellValue>,
  { field, column }: Extract<Place, { kind: 'field' }>,
  path: string,
  cell: string,
  notes: Notes,
): RowFault | undefined {
  const { value, remark, fault } = readCell(column, cell);
  if (fault) return { ...fault, column: path };
  if (remark) notes.add(remark, path);
  row.set(field, value);
  return undefined;
}

/** What a path leads to: a field, an object that holds fields further on, or nothing that is read. */
type Place =
  | { readonly kind: 'field'; readonly field: string; readonly column: SourceContract['columns'][string] }
  | { readonly kind: 'branch' | 'read_past' | 'unknown' };

type Places = (path: string) => Place;
const READ_PAST: Place = { kind: 'read_past' };
const SILENT: Notes = { add: () => {} };

function placesOf(contract: SourceContract, mapping: SourceMapping<string>): Places {
  const fields = new Map(Object.entries(mapping.headers).map(([path, field]) => [plainPath(path), field]));
  const branches = new Set(
    Object.keys(mapping.headers).flatMap((path) => {
      const parts = plainPath(path).split('.');
      return parts.slice(1).map((_part, index) => parts.slice(0, index + 1).join('.'));
    }),
  );
  const readPast = new Set([...contract.readPast, REJECTED_MEMBER].map(plainName));
  const known = new Map<string, Place>();
  return (path) => {
    const before = known.get(path);
    if (before) return before;
    const plain = plainPath(path);
    const field = fields.get(plain);
    const column = field === undefined ? undefined : contract.columns[field];
    const place: Place =
      field !== undefined && column
        ? { kind: 'field', field, column }
        : {
            kind: branches.has(plain)
              ? 'branch'
              : path.includes('.') || readPast.has(plain)
                ? 'read_past'
                : 'unknown',
          };
    if (known.size < MOST_PATHS) known.set(path, place);
    return place;
  };
}

/** Bounds the memory of a file whose members' names are data. */
const MOST_PATHS = 10_000;

function readMembers(
  object: Members,
  prefix: string,
  row: Map<string, CellValue>,
  places: Places,
  notes: Notes,
): RowFault | undefined {
  for (const name of Object.keys(object)) {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    const place = places(path);
    const value = object[name];
    let fault: RowFault | undefined;
    if (place.kind === 'field' && row.has(place.field)) notes.add(doubledMember(path));
    else if (place.kind === 'field') {
      const cell = cellOf(value);
      if (typeof cell === 'string') fault = setCell(row, place, path, cell, notes);
      else if (place.column.needed === 'value') fault = { ...cell, column: path };
      else notes.add(cell, path);
    } else if (place.kind === 'branch' && isObject(value))
      fault = readMembers(value, path, row, places, notes);
    else if (place.kind === 'unknown' && isName(name)) notes.add(unknownMember(name));
    if (fault) return fault;
  }
  return undefined;
}

/** Numbers get the decimal comma of Dutch files, so that 1.234 is not read as a thousand. */
function cellOf(value: unknown): string | Bad {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value).replace('.', ',');
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value) && value.every((item) => typeof item === 'string' || typeof item === 'number'))
    return value.join('|');
  return NESTED;
}

/** A name that is a word; where names are data (numbers, people), they are told to nobody. */
const isName = (name: string): boolean => /^[\p{L}_][\p{L}_ -]{0,39}\d{0,2}$/u.test(name);

const unknownMember = (name: string) => ({
  code: 'column_unknown',
  message: `the member "${name}" is not in the contract and was read past`,
});

const doubledMember = (path: string) => ({
  code: 'column_doubled',
  message: `the member "${path}" says what an earlier one says, and was read past`,
});

const plainPath = (path: string): string => path.split('.').map(plainName).join('.');

function leafPaths(object: Members, prefix: string, depth = 1): string[] {
  return Object.entries(object).flatMap(([name, value]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    if (!isObject(value)) return [path];
    return depth < MOST_DEPTH ? leafPaths(value, path, depth + 1) : [];
  });
}

/** No mapping reaches further in; objects may be nested deeper than a stack is. */
const MOST_DEPTH = 8;

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const NOT_JSON_VALUE: unique symbol = Symbol('not JSON');

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return NOT_JSON_VALUE;
  }
}
