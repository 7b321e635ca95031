type Rows = readonly (readonly (string | null)[])[];

/** What a statement shows, the statement, and its rows as Athena writes them. */
export const STATEMENTS: readonly (readonly [string, string, Rows])[] = [
  [
    'typed columns as text',
    'SELECT person_id, birth_date, score, tags, counts, home, known FROM people ORDER BY person_id',
    [
      ['p1', '1980-02-29', '72.5', '[x, y]', '{k=1}', '{street=Dorpsstraat, number=1}', 'true'],
      ['p2', '1991-12-31', null, '[y]', '{k=2, m=3}', '{street=Kerkweg, number=2}', 'false'],
      ['p3', null, '0.001', '[]', '{}', null, null],
    ],
  ],
  [
    'timestamps to the millisecond',
    'SELECT at FROM events ORDER BY event_id DESC LIMIT 2',
    [['2024-03-01 00:00:00.000'], ['2024-02-15 23:59:59.123']],
  ],
  [
    'database-qualified and quoted names',
    'SELECT "town"."people".surname FROM "town"."people" WHERE person_id = \'p1\'',
    [['Jansen']],
  ],
  ['names in any case', "SELECT P.Surname FROM Town.People P WHERE P.PERSON_ID = 'p3'", [['Bakker']]],
  [
    'grouping with HAVING',
    'SELECT address_id, count(*) AS n FROM people GROUP BY address_id HAVING count(*) > 1',
    [['a1', '2']],
  ],
  [
    'joins of three kinds',
    `SELECT p.person_id, e.event_id FROM people p LEFT JOIN events e ON e.address_id = p.address_id AND e.amount > 10
     ORDER BY 1`,
    [
      ['p1', '2'],
      ['p2', '2'],
      ['p3', null],
    ],
  ],
  [
    'common table expressions that hide a table',
    "WITH people AS (SELECT * FROM people WHERE person_id <> 'p3'), n AS (SELECT count(*) AS n FROM people) SELECT n FROM n",
    [['2']],
  ],
  [
    'integers divided',
    'SELECT 7 / 2, -7 / 2, 7 % 4, sum(amount) / count(amount) FROM events',
    [['3', '-3', '3', '15']],
  ],
  [
    'decimals divided at their scale',
    'SELECT 1.0 / 3, count(*) * 100.0 / 7, 7e0 / 2 FROM events',
    [['0.3', '42.9', '3.5']],
  ],
  ['doubles divided by zero', 'SELECT 1e0 / 0, 0e0 / 0', [['Infinity', 'NaN']]],
  [
    'TRY',
    'SELECT try(1 / amount), try(cast(address_id AS integer)) FROM events WHERE event_id = 1',
    [['0', null]],
  ],
  [
    'dates plus intervals stay dates',
    "SELECT DATE '2024-01-31' + INTERVAL '1' MONTH, date_add('day', -1, DATE '2024-03-01'), date_trunc('month', max(at)) FROM events",
    [['2024-02-29', '2024-02-29', '2024-03-01 00:00:00.000']],
  ],
  [
    'date_diff counts whole units',
    "SELECT date_diff('month', DATE '2024-01-31', DATE '2024-02-01'), date_diff('year', birth_date, DATE '2024-02-28'), date_diff('hour', TIMESTAMP '2024-01-01 00:30:00', TIMESTAMP '2024-01-01 02:00:00') FROM people WHERE person_id = 'p1'",
    [['0', '43', '1']],
  ],
  [
    'formats of dates',
    "SELECT date_format(at, '%Y-%m-%d %H:%i'), format_datetime(at, 'dd-MM-yyyy'), date_parse('31-12-2023', '%d-%m-%Y'), from_iso8601_date('2024-05-01') FROM events WHERE event_id = 2",
    [['2024-02-15 23:59', '15-02-2024', '2023-12-31 00:00:00.000', '2024-05-01']],
  ],
  [
    'parts of dates',
    "SELECT year(at), month(at), day_of_week(at), week(at), extract(DOW FROM DATE '2024-03-10'), to_unixtime(TIMESTAMP '2024-01-01 00:00:00'), from_unixtime(1704067200) FROM events WHERE event_id = 1",
    [['2024', '1', '1', '1', '7', '1.7040672E9', '2024-01-01 00:00:00.000 UTC']],
  ],
  [
    'wall clock of a zone',
    "SELECT hour(at_timezone(from_unixtime(0), 'Europe/Amsterdam')), TIMESTAMP '2024-07-01 00:00:00 UTC' AT TIME ZONE 'Europe/Amsterdam'",
    [['1', '2024-07-01 02:00:00.000']],
  ],
  [
    'JSON by path',
    `SELECT json_extract_scalar(details, '$.kind'), json_extract_scalar(details, '$.amount'), json_extract_scalar(details, '$["amount"]["kg"]'),
       json_array_length(json_extract(details, '$.persons')), json_extract_scalar('no json', '$.a') FROM events WHERE event_id = 1`,
    [['raid', null, '1.5', '2', null]],
  ],
  [
    'JSON cast to rows',
    `SELECT feature, points FROM (SELECT '[{"feature":"a","points":2.5},{"points":-1}]' AS c) AS s
     CROSS JOIN UNNEST(CAST(json_parse(c) AS array(row(feature varchar, points double)))) AS f(feature, points) ORDER BY points`,
    [
      [null, '-1.0'],
      ['a', '2.5'],
    ],
  ],
  [
    'JSON made',
    "SELECT json_format(CAST('x' AS json)), CAST(json_parse('\"y\"') AS varchar), json_format(CAST(tags AS json)) FROM people WHERE person_id = 'p1'",
    [['"x"', 'y', '["x","y"]']],
  ],
  [
    'UNNEST with ordinality',
    'SELECT person_id, tag, n FROM people CROSS JOIN UNNEST(tags) WITH ORDINALITY AS u(tag, n) ORDER BY person_id, n',
    [
      ['p1', 'x', '1'],
      ['p1', 'y', '2'],
      ['p2', 'y', '1'],
    ],
  ],
  [
    'UNNEST of a map, and LEFT JOIN of nothing',
    'SELECT person_id, k, v FROM people LEFT JOIN UNNEST(counts) AS u(k, v) ON true ORDER BY 1, 2',
    [
      ['p1', 'k', '1'],
      ['p2', 'k', '2'],
      ['p2', 'm', '3'],
      ['p3', null, null],
    ],
  ],
  [
    'UNNEST side by side',
    "SELECT a, b FROM UNNEST(ARRAY[1, 2, 3], ARRAY['x', 'y']) AS t(a, b)",
    [
      ['1', 'x'],
      ['2', 'y'],
      ['3', null],
    ],
  ],
  [
    'UNNEST of a sequence of dates',
    "SELECT d FROM UNNEST(sequence(DATE '2024-01-30', DATE '2024-02-01')) AS t(d) ORDER BY d",
    [['2024-01-30'], ['2024-01-31'], ['2024-02-01']],
  ],
  [
    'lambdas',
    `SELECT transform(ARRAY[1, 2], x -> x * 10), filter(tags, t -> t <> 'x'), any_match(tags, t -> t = 'y'), all_match(tags, t -> t = 'y'),
       reduce(ARRAY[1, 2, 3], 0, (s, x) -> s + x, s -> s * 2), zip_with(ARRAY[1], ARRAY[2], (a, b) -> a + b), transform_values(counts, (k, v) -> v + 1)
     FROM people WHERE person_id = 'p1'`,
    [['[10, 20]', '[y]', 'true', 'false', '12', '[3]', '{k=2}']],
  ],
  [
    'arrays and maps',
    `SELECT cardinality(tags), cardinality(counts), element_at(counts, 'k'), element_at(counts, 'z'), tags[1], contains(tags, 'y'), array_join(tags, '-'),
       array_position(tags, 'y'), array_distinct(ARRAY[3, 1, 3]), array_sort(ARRAY[2, 1]), slice(ARRAY[1, 2, 3], -2, 2), map_keys(counts), home.street
     FROM people WHERE person_id = 'p1'`,
    [['2', '1', '1', null, 'x', 'true', 'x-y', '2', '[3, 1]', '[1, 2]', '[2, 3]', '[k]', 'Dorpsstraat']],
  ],
  [
    'rows',
    "SELECT row(1, 'a'), CAST(row(1, 'a') AS row(x integer, y varchar)), CAST(row(1, 'a') AS row(x integer, y varchar)).y",
    [['{field0=1, field1=a}', '{x=1, y=a}', 'a']],
  ],
  [
    'aggregates',
    `SELECT array_agg(person_id ORDER BY person_id DESC), max_by(person_id, score), min_by(person_id, score), count_if(known), bool_or(known),
       approx_distinct(address_id), listagg(surname, '; ') WITHIN GROUP (ORDER BY surname), map_agg(person_id, address_id), max(score, 1) FROM people`,
    [
      [
        '[p3, p2, p1]',
        'p1',
        'p3',
        '1',
        'true',
        '2',
        'Bakker; Jansen; de Vries',
        '{p1=a1, p2=a1, p3=a2}',
        '[72.5]',
      ],
    ],
  ],
  [
    'filtered aggregates',
    "SELECT count(*) FILTER (WHERE address_id = 'a1'), max_by(person_id, birth_date) FILTER (WHERE known), approx_distinct(address_id) FILTER (WHERE known) FROM people",
    [['2', 'p1', '1']],
  ],
  [
    'percentiles',
    'SELECT approx_percentile(x, 0.5), approx_percentile(x, ARRAY[0.25, 0.75]) FROM (VALUES 1, 2, 3, 4) AS t(x)',
    [['2', '[1, 3]']],
  ],
  ['histogram', 'SELECT histogram(address_id) FROM people', [['{a1=2, a2=1}']]],
  [
    'windows',
    `SELECT event_id, rank() OVER (PARTITION BY address_id ORDER BY at), lag(event_id) OVER (ORDER BY at), sum(amount) OVER (ORDER BY at ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW),
       last_value(amount) IGNORE NULLS OVER (ORDER BY at) FROM events ORDER BY 1`,
    [
      ['1', '1', null, '10', '10'],
      ['2', '2', '1', '30', '20'],
      ['3', '1', '2', '30', '20'],
    ],
  ],
  [
    'grouping sets',
    'SELECT address_id, count(*), grouping(address_id) FROM people GROUP BY GROUPING SETS ((address_id), ()) ORDER BY 3, 1',
    [
      ['a1', '2', '0'],
      ['a2', '1', '0'],
      [null, '3', '1'],
    ],
  ],
  [
    'texts',
    `SELECT split_part('a,b', ',', 3), split('a-b', '-'), strpos('hello', 'l'), substr('hello', -3), regexp_like('abc', '^a'), regexp_extract('x12', '[0-9]+'),
       regexp_extract('x', '[0-9]+'), regexp_replace('Jan Jansen', '(\\w+) (\\w+)', '$2, $1'), concat('a', NULL), lpad('7', 3, '0'), trim('  x '), upper('é')`,
    [[null, '[a, b]', '3', 'llo', 'true', '12', null, 'Jansen, Jan', null, '007', 'x', 'É']],
  ],
  [
    'casts to text',
    "SELECT CAST(score AS varchar), CAST(at AS varchar), CAST(1.50 AS varchar), CAST(true AS varchar), CAST('abcdef' AS varchar(3)) FROM people CROSS JOIN events WHERE person_id = 'p1' AND event_id = 1",
    [['7.25E1', '2024-01-01 10:00:00.000', '1.50', 'true', 'abc']],
  ],
  [
    'conditions',
    "SELECT if(known, 'yes'), coalesce(score, -1e0), nullif(person_id, 'p3'), greatest(1, NULL), greatest(1, 2), try_cast('x' AS bigint) FROM people WHERE person_id = 'p3'",
    [[null, '0.001', null, null, '2', null]],
  ],
  [
    'distances and digests',
    "SELECT levenshtein_distance('kitten', 'sitting'), hamming_distance('ab', 'ac'), round(great_circle_distance(52.37, 4.9, 51.92, 4.48), 1), lower(to_hex(sha256(to_utf8('abc'))))",
    [['3', '1', '57.7', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad']],
  ],
  [
    'a set operation after a relation without a name',
    'SELECT count(*) FROM (SELECT 1 UNION ALL SELECT 2) UNION ALL SELECT 5 ORDER BY 1',
    [['2'], ['5']],
  ],
  [
    'EXCEPT and INTERSECT',
    'SELECT address_id FROM people EXCEPT SELECT address_id FROM events WHERE event_id = 3',
    [['a1']],
  ],
  [
    'VALUES',
    "VALUES (1, 'a'), (2, NULL)",
    [
      ['1', 'a'],
      ['2', null],
    ],
  ],
  [
    'a recursive query',
    'WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 5) SELECT sum(n) FROM r',
    [['15']],
  ],
  [
    'NULLs last, both ways',
    'SELECT event_id FROM events ORDER BY amount DESC, event_id OFFSET 1 LIMIT 2',
    [['1'], ['3']],
  ],
  [
    'correlated subqueries',
    'SELECT person_id FROM people p WHERE EXISTS (SELECT 1 FROM events e WHERE e.address_id = p.address_id AND e.amount >= 20) ORDER BY 1',
    [['p1'], ['p2']],
  ],
  [
    'comments and a semicolon',
    "-- who\nSELECT /* one */ surname -- of three\nFROM people WHERE person_id = 'p1';",
    [['Jansen']],
  ],
];
