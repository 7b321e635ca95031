import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Embedded, embedded } from './embedded.ts';
import { STATEMENTS } from './statements.ts';

let cloud: Embedded;
const PEOPLE = `SELECT * FROM (VALUES
  ('p1', 'Jansen', DATE '1980-02-29', 'a1', 72.5::DOUBLE, ['x', 'y'], MAP {'k': 1}, {'street': 'Dorpsstraat', 'number': 1}, true),
  ('p2', 'de Vries', DATE '1991-12-31', 'a1', NULL, ['y'], MAP {'k': 2, 'm': 3}, {'street': 'Kerkweg', 'number': 2}, false),
  ('p3', 'Bakker', NULL, 'a2', 0.001::DOUBLE, []::VARCHAR[], MAP {}, NULL, NULL)
) AS t(person_id, surname, birth_date, address_id, score, tags, counts, home, known)`;
const EVENTS = `SELECT * FROM (VALUES
  (1, 'a1', TIMESTAMP '2024-01-01 10:00:00', 10::BIGINT, '{"kind":"raid","persons":["p1","p2"],"amount":{"kg":1.5}}'),
  (2, 'a1', TIMESTAMP '2024-02-15 23:59:59.123', 20::BIGINT, '{"kind":"report","persons":["p2"]}'),
  (3, 'a2', TIMESTAMP '2024-03-01 00:00:00', NULL, '{"kind":"report","persons":[]}')
) AS t(event_id, address_id, "at", amount, details)`;

beforeAll(async () => {
  cloud = await embedded();
  cloud.catalog.putDatabase({ Name: 'town' });
  cloud.catalog.putDatabase({ Name: 'other' });
  cloud.table(
    'people',
    'person_id string, surname string, birth_date date, address_id string, score double, tags array<string>, counts map<string,int>, home struct<street:string,number:int>, known boolean',
  );
  cloud.table('events', 'event_id int, address_id string, at timestamp, amount bigint, details string');
  await cloud.parquet('lake/people/part-0.parquet', PEOPLE);
  await cloud.parquet('lake/events/part-0.parquet', EVENTS);
});
afterAll(async () => cloud.close());

describe('statements of Trino', () => {
  it.each(STATEMENTS)('%s', async (_, sql, rows) => {
    const answer = await cloud.ask(sql);
    expect(answer.rows).toEqual(rows);
  });

  it('names columns without a name as Athena does', async () => {
    const { columns } = await cloud.ask(
      'SELECT count(*), surname AS Name, 1 + 1 FROM people GROUP BY 2 LIMIT 1',
    );
    expect(columns.map(({ name }) => name)).toEqual(['_col0', 'Name', '_col2']);
  });

  it('tells Athena’s types', async () => {
    const { columns } = await cloud.ask(
      `SELECT person_id, birth_date, score, tags, counts, home, known, 1 AS a, count(*) OVER () AS b, sum(1) OVER () AS c, 1.5 AS d,
         CAST(1 AS real) AS e, now() AS f, json_parse('1') AS g, to_utf8('x') AS h, TIMESTAMP '2024-01-01 00:00:00' AS i FROM people`,
    );
    expect(columns.map(({ type }) => type)).toEqual(
      'varchar date double array map row boolean integer bigint bigint decimal float'
        .split(' ')
        .concat(['timestamp with time zone', 'json', 'varbinary', 'timestamp']),
    );
  });
});
