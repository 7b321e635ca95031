import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { PERSON_HEADER } from './persons-file.ts';

/**
 * The yardstick: DuckDB reads the same file as text, makes the same checks in SQL (eleven-test, dates, postcode, numbers,
 * codes, doubled keys), keyed ids and content hashes (SHA-256 with the secret before the value, as it has no HMAC), and
 * writes both records of each good row to Parquet.
 */
export async function duckdbSeconds(
  file: string,
  folder: string,
  threads: number,
): Promise<{ readonly seconds: number; readonly rejected: number }> {
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) });
  const connection = await instance.connect();
  const start = performance.now();
  await connection.run(`CREATE TEMP TABLE good AS ${CHECKED(file)}`);
  await connection.run(`COPY (${PERSONS}) TO '${join(folder, 'duckdb-persons.parquet')}' (FORMAT parquet)`);
  await connection.run(
    `COPY (${ADDRESSES}) TO '${join(folder, 'duckdb-addresses.parquet')}' (FORMAT parquet)`,
  );
  const seconds = (performance.now() - start) / 1000;
  const counted = await connection.runAndReadAll(
    `SELECT (SELECT count(*) FROM read_csv('${file}', ${READING})) - (SELECT count(*) FROM good)`,
  );
  connection.closeSync();
  instance.closeSync();
  return { seconds, rejected: Number(counted.getRows()[0]?.[0]) };
}

const NAMES = PERSON_HEADER.map((name) => name.toLowerCase().replaceAll(/\W+/g, '_'));
const READING = `delim = ';', header = false, skip = 1, all_varchar = true, auto_detect = false, nullstr = '',
  columns = {${NAMES.map((name) => `'${name}': 'VARCHAR'`).join(', ')}}`;

const digit = (place: number): string => `(ascii(substr(bsn, ${place}, 1)) - 48)`;
const ELEVEN_TEST = `(${Array.from({ length: 8 }, (_each, index) => `${9 - index} * ${digit(index + 1)}`).join(' + ')} - ${digit(9)}) % 11 = 0`;
const day = (name: string): string =>
  `CASE WHEN regexp_full_match(trim(${name}), '\\d{8}') THEN try_strptime(trim(${name}), '%Y%m%d')::DATE END`;
const text = (name: string): string => `nullif(regexp_replace(trim(${name}), '\\s+', ' ', 'g'), '.')`;

const CHECKED = (file: string): string => `
  SELECT * EXCLUDE (nth) FROM (
    SELECT bsn, ${text('voornamen')} AS given_names, ${text('voorvoegsel')} AS surname_prefix,
      ${text('geslachtsnaam')} AS surname,
      CASE WHEN upper(trim(aanduiding_naamgebruik)) IN ('E', 'N', 'P', 'V') THEN upper(trim(aanduiding_naamgebruik)) END AS name_use,
      ${text('voorvoegsel_partner')} AS partner_surname_prefix, ${text('geslachtsnaam_partner')} AS partner_surname,
      ${day('geboortedatum')} AS birth_date,
      CASE WHEN upper(trim(functie_adres)) IN ('W', 'B') THEN upper(trim(functie_adres)) END AS address_function,
      ${day('datum_aanvang_adreshouding')} AS registered_from, ${text('straatnaam')} AS street,
      CASE WHEN regexp_full_match(trim(huisnummer), '[1-9]\\d{0,4}') THEN huisnummer::INTEGER END AS house_number,
      CASE WHEN regexp_full_match(trim(huisletter), '[A-Za-z]') THEN upper(trim(huisletter)) END AS house_letter,
      CASE WHEN regexp_full_match(trim(huisnummertoevoeging), '[A-Za-z0-9]{1,4}') THEN upper(trim(huisnummertoevoeging)) END AS house_addition,
      CASE WHEN regexp_full_match(trim(postcode), '[1-9]\\d{3} ?[A-Za-z]{2}') THEN upper(replace(postcode, ' ', '')) END AS postcode,
      ${text('woonplaats')} AS town,
      CASE WHEN regexp_full_match(identificatie_nummeraanduiding, '\\d{16}') THEN identificatie_nummeraanduiding END AS number_id,
      indicatie_geheim IN ('1', '2', '3', '4', '5', '6', '7') AS secrecy,
      in_onderzoek_verblijfplaats AS in_research,
      row_number() OVER (PARTITION BY bsn) AS nth
    FROM read_csv('${file}', ${READING})
    WHERE regexp_full_match(bsn, '\\d{9}') AND ${ELEVEN_TEST}
  ) WHERE nth = 1`;

const SECRET = "'a secret of the benchmark'";
const id = (...parts: readonly string[]): string =>
  `'rec-' || substr(sha256(concat_ws(chr(0), ${SECRET}, 'record', 'brp', ${parts.join(', ')})), 1, 26)`;
const PERSONS = `
  SELECT ${id('bsn', "'subject'", "''")} AS record_id, 'brp' AS source, 'person' AS kind, 'subject' AS role,
    substr(sha256(concat_ws(chr(0), ${SECRET}, 'bsn', bsn)), 1, 26) AS bsn_token, given_names, surname_prefix, surname,
    partner_surname_prefix, partner_surname, name_use, birth_date, secrecy,
    sha256(concat_ws(chr(0), bsn, given_names, surname_prefix, surname, partner_surname_prefix, partner_surname, name_use, birth_date, secrecy)) AS content_hash
  FROM good`;
const ADDRESSES = `
  SELECT ${id('bsn', "'registered_at'", 'registered_from')} AS record_id, ${id('bsn', "'subject'", "''")} AS parent_record_id,
    'brp' AS source, 'address' AS kind, CASE WHEN address_function = 'B' THEN 'letter_address' ELSE 'registered_at' END AS role,
    registered_from AS valid_from, number_id, street, house_number, house_letter, house_addition, postcode, town, in_research,
    sha256(concat_ws(chr(0), number_id, street, house_number, house_letter, house_addition, postcode, town, registered_from, in_research)) AS content_hash
  FROM good`;
