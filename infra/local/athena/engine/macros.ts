/**
 * A macro's operand stands wherever its parameter does, so nested calls would double with every level; here each operand
 * is computed once, and the body reads it as a member of `each`.
 */
const once = (names: readonly string[], body: string): string =>
  `list_transform([{${names.map((name) => `'${name}': ${name}`).join(', ')}}], lambda each: ${body})[1]`;

/** Each with its own arity: DuckDB's macros have no variable number of parameters. NULL if one is, unlike DuckDB's. */
function variadic(name: string, own: string): string {
  const overloads = Array.from({ length: 9 }, (_, index) => {
    const names = Array.from({ length: index + 1 }, (_each, at) => `p${at}`);
    const members = names.map((each) => `each.${each}`);
    const nulls = members.map((each) => `${each} IS NULL`).join(' OR ');
    const body = `CASE WHEN ${nulls} THEN NULL ELSE ${own}(${members.join(', ')}) END`;
    return `(${names.join(', ')}) AS ${once(names, body)}`;
  });
  return `${name}${overloads.join(', ')}`;
}

/**
 * Functions whose name or meaning in Trino is not DuckDB's. Types are not declared: DuckDB resolves an overload by type
 * before it knows the type of an aggregate inside, and picks a wrong one. Where the type matters, `cast_to_type` gives
 * the result the type of an operand, and `typeof` (a constant for the optimiser) picks a branch.
 */
export const MACROS: readonly string[] = [
  // Integers: DuckDB gives NULL for a division by zero; the failing cast is Trino's error. Doubles: Infinity and NaN,
  // from the cast of their names, which fails for integers. Decimals: rounded to the larger scale of the two, as Trino's are.
  `trino_scale(a, b) AS greatest(
     coalesce(try_cast(regexp_extract(typeof(a), '^DECIMAL.*,([0-9]+)', 1) AS INTEGER), 0),
     coalesce(try_cast(regexp_extract(typeof(b), '^DECIMAL.*,([0-9]+)', 1) AS INTEGER), 0))`,
  `trino_divides_decimals(a, b) AS
     regexp_matches(typeof(a) || '/' || typeof(b), '^(DECIMAL[^/]*/(DECIMAL|[A-Z]*INT)|[A-Z]*INT[A-Z]*/DECIMAL)')`,
  `trino_divide(a, b) AS ${once(
    ['a', 'b'],
    `CASE
     WHEN trino_divides_decimals(each.a, each.b)
       THEN round(each.a / CASE WHEN each.b = 0 THEN CAST('DIVISION_BY_ZERO' AS INTEGER) ELSE each.b END,
         trino_scale(each.a, each.b))
     WHEN each.b = 0
       THEN cast_to_type(CASE WHEN each.a > 0 THEN 'Infinity' WHEN each.a < 0 THEN '-Infinity' WHEN each.a = 0 THEN 'NaN' END,
         each.a / each.b)
     ELSE each.a / each.b END`,
  )}`,
  `trino_mod(a, b) AS CASE WHEN b = 0 THEN cast_to_type(CASE WHEN a IS NOT NULL THEN 'NaN' END, a % b) ELSE a % b END`,
  variadic('trino_greatest', 'greatest'),
  variadic('trino_least', 'least'),

  // Moments: a date plus an interval is a date.
  `trino_add(moment, duration) AS cast_to_type(moment + duration, moment)`,
  `trino_subtract(moment, duration) AS cast_to_type(moment - duration, moment)`,
  `trino_date(x) AS CAST(x AS DATE)`,
  `trino_from_iso8601_timestamp(s) AS CAST(s AS TIMESTAMPTZ)`,
  `trino_to_iso8601(x) AS CASE typeof(x)
     WHEN 'DATE' THEN strftime(CAST(x AS TIMESTAMP), '%Y-%m-%d')
     WHEN 'TIMESTAMP' THEN strftime(CAST(x AS TIMESTAMP), '%Y-%m-%dT%H:%M:%S.%g')
     ELSE strftime(CAST(CAST(x AS TIMESTAMPTZ) AS TIMESTAMP), '%Y-%m-%dT%H:%M:%S.%gZ') END`,
  `trino_millisecond(x) AS millisecond(x) % 1000`,
  // The wall clock in that zone: right for its parts and its text; the zone itself is not carried on.
  `trino_at_timezone(x, zone) AS CAST(x AS TIMESTAMPTZ) AT TIME ZONE zone`,
  `trino_with_timezone(x, zone) AS CAST(x AS TIMESTAMP) AT TIME ZONE zone`,
  `trino_current_timezone() AS 'UTC'`,

  // Text.
  `trino_mantissa(s) AS rtrim(regexp_replace(regexp_replace(regexp_replace(s, '[eE].*$', ''), '[-.]', '', 'g'), '^0+', ''), '0')`,
  `trino_exponent(s) AS CASE
     WHEN regexp_matches(s, '[eE]') THEN CAST(regexp_extract(s, '[eE]([-+]?[0-9]+)$', 1) AS INTEGER)
     WHEN regexp_matches(s, '^-?0\\.') THEN -1 - length(regexp_extract(s, '^-?0\\.(0*)', 1))
     ELSE length(regexp_extract(s, '^-?([0-9]+)', 1)) - 1 END`,
  `trino_double_text(s) AS CASE
     WHEN s IN ('nan', 'inf', '-inf') THEN CASE s WHEN 'nan' THEN 'NaN' WHEN 'inf' THEN 'Infinity' ELSE '-Infinity' END
     WHEN trino_mantissa(s) = '' THEN regexp_replace(s, '^(-?).*$', '\\10.0E0')
     ELSE (CASE WHEN s LIKE '-%' THEN '-' ELSE '' END) || substr(trino_mantissa(s), 1, 1) || '.' ||
       (CASE WHEN length(trino_mantissa(s)) > 1 THEN substr(trino_mantissa(s), 2) ELSE '0' END) || 'E' ||
       CAST(trino_exponent(s) AS VARCHAR) END`,
  `trino_json_of(x) AS CAST(CAST(x AS VARCHAR) AS JSON)`,
  `trino_varchar(x) AS CASE typeof(x)
     WHEN 'JSON' THEN trino_json_of(x) ->> '$'
     WHEN 'DOUBLE' THEN trino_double_text(CAST(x AS VARCHAR))
     WHEN 'FLOAT' THEN trino_double_text(CAST(x AS VARCHAR))
     WHEN 'TIMESTAMP' THEN regexp_replace(CAST(x AS VARCHAR) || CASE WHEN CAST(x AS VARCHAR) LIKE '%.%' THEN '00' ELSE '.000' END, '(\\.[0-9]{3}).*$', '\\1')
     WHEN 'TIMESTAMP WITH TIME ZONE' THEN strftime(try_cast(try_cast(CAST(x AS VARCHAR) AS TIMESTAMPTZ) AS TIMESTAMP), '%Y-%m-%d %H:%M:%S.%g UTC')
     WHEN 'BLOB' THEN decode(try_cast(x AS BLOB))
     ELSE CAST(x AS VARCHAR) END`,
  `trino_trim(s) AS regexp_replace(s, '^\\s+|\\s+$', '', 'g')`,
  `trino_ltrim(s) AS regexp_replace(s, '^\\s+', ''), (s, characters) AS ltrim(s, characters)`,
  `trino_rtrim(s) AS regexp_replace(s, '\\s+$', ''), (s, characters) AS rtrim(s, characters)`,
  `trino_replace(s, search) AS replace(s, search, ''), (s, search, put) AS replace(s, search, put)`,
  `trino_substr(s, start) AS CASE WHEN start = 0 THEN '' ELSE substr(s, start) END,
     (s, start, count) AS CASE WHEN start = 0 THEN '' ELSE substr(s, start, count) END`,
  `trino_split(s, separator) AS string_split(s, separator),
     (s, separator, most) AS CASE WHEN len(string_split(s, separator)) <= most THEN string_split(s, separator)
       ELSE list_append(list_slice(string_split(s, separator), 1, most - 1),
         array_to_string(list_slice(string_split(s, separator), most, len(string_split(s, separator))), separator)) END`,
  `trino_split_part(s, separator, part) AS
     CASE WHEN part > len(string_split(s, separator)) THEN NULL ELSE split_part(s, separator, part) END`,
  `trino_regexp_extract(s, pattern) AS CASE WHEN regexp_matches(s, pattern) THEN regexp_extract(s, pattern) END,
     (s, pattern, part) AS CASE WHEN regexp_matches(s, pattern) THEN regexp_extract(s, pattern, part) END`,
  `trino_regexp_replace(s, pattern) AS regexp_replace(s, pattern, '', 'g'),
     (s, pattern, put) AS regexp_replace(s, pattern, regexp_replace(replace(put, '\\', '\\\\'), '\\$([0-9])', '\\\\\\1', 'g'), 'g')`,
  `trino_regexp_count(s, pattern) AS len(regexp_extract_all(s, pattern))`,
  `trino_hamming_distance(a, b) AS hamming(a, b)`,
  `trino_md5(b) AS unhex(md5(b))`,
  `trino_sha1(b) AS unhex(sha1(b))`,
  `trino_sha256(b) AS unhex(sha256(b))`,

  // Numbers.
  `trino_bit_count(x, bits) AS CAST(bit_count(x) AS BIGINT)`,
  `trino_bitwise_and(a, b) AS a & b`,
  `trino_bitwise_or(a, b) AS a | b`,
  `trino_bitwise_not(a) AS ~a`,
  `trino_bitwise_left_shift(a, n) AS a << n`,
  `trino_bitwise_right_shift(a, n) AS a >> n`,
  `trino_e() AS exp(1)`,
  `trino_infinity() AS CAST('Infinity' AS DOUBLE)`,
  `trino_nan() AS CAST('NaN' AS DOUBLE)`,
  `trino_to_base(x, radix) AS lower(to_base(x, radix))`,
  // Kilometres, by the haversine formula on Trino's mean radius.
  `trino_great_circle_distance(lat1, lon1, lat2, lon2) AS 2 * 6371.01e0 * asin(sqrt(
     pow(sin(radians(lat2 - lat1) / 2e0), 2) + cos(radians(lat1)) * cos(radians(lat2)) * pow(sin(radians(lon2 - lon1) / 2e0), 2)))`,

  // Arrays and maps.
  `trino_cardinality(x) AS CASE json_type(to_json(x))
     WHEN 'ARRAY' THEN CAST(json_array_length(to_json(x)) AS BIGINT)
     WHEN 'OBJECT' THEN CAST(len(json_keys(to_json(x))) AS BIGINT) END`,
  `trino_element_at(x, k) AS x[k]`,
  `trino_any(l) AS CASE WHEN l IS NULL THEN NULL WHEN list_contains(l, true) THEN true
     WHEN list_count(l) < len(l) THEN NULL ELSE false END`,
  `trino_all(l) AS CASE WHEN l IS NULL THEN NULL WHEN list_contains(l, false) THEN false
     WHEN list_count(l) < len(l) THEN NULL ELSE true END`,
  `trino_array_distinct(l) AS list_filter(l, lambda x, i: list_position(l, x) = i)`,
  `trino_array_union(a, b) AS trino_array_distinct(list_concat(a, b))`,
  `trino_array_intersect(a, b) AS trino_array_distinct(list_filter(a, lambda x: list_position(b, x) IS NOT NULL))`,
  `trino_array_except(a, b) AS trino_array_distinct(list_filter(a, lambda x: list_position(b, x) IS NULL))`,
  `trino_array_position(l, x) AS CASE WHEN l IS NULL OR x IS NULL THEN NULL ELSE CAST(coalesce(list_position(l, x), 0) AS BIGINT) END`,
  `trino_array_remove(l, x) AS list_filter(l, lambda e: e IS DISTINCT FROM x)`,
  `trino_array_join(l, separator) AS array_to_string(list_transform(l, lambda x: trino_varchar(x)), separator),
     (l, separator, missing) AS array_to_string(list_transform(l, lambda x: coalesce(trino_varchar(x), missing)), separator)`,
  `trino_repeat(x, n) AS list_transform(range(n), lambda i: x)`,
  `trino_slice(l, start, count) AS CASE WHEN start > 0 THEN list_slice(l, start, start + count - 1)
     ELSE list_slice(l, len(l) + start + 1, len(l) + start + count) END`,
  `trino_sequence(a, b) AS list_transform(generate_series(0, abs(b - a)),
       lambda k: cast_to_type(a + CAST(k * sign(b - a) AS INTEGER), a)),
     (a, b, step) AS list_transform(generate_series(a, b, step), lambda k: cast_to_type(k, a))`,
  `trino_map_of(pairs) AS map_from_entries(list_filter(pairs, lambda e, i: list_position(list_transform(pairs, lambda o: o.k), e.k) = i))`,
  `trino_map_agg(key, value) AS trino_map_of(list({'k': key, 'v': value}) FILTER (WHERE key IS NOT NULL))`,

  // JSON: text that is no JSON gives NULL when it is read by a path, as in Trino.
  `trino_json_extract(j, path) AS CASE WHEN json_valid(j) THEN json_extract(j, path) END`,
  // The text is parsed once, wherever the optimiser copies the call to: objects and lists are no value, bad text fails.
  `trino_json_extract_scalar(j, path) AS TRY(json_extract_string(json_value(j, path), '$'))`,
  `trino_json_parse(s) AS CAST(s AS JSON)`,
  `trino_json_format(j) AS CAST(j AS VARCHAR)`,
  `trino_json_array_length(j) AS CASE WHEN json_valid(j) AND json_type(j) = 'ARRAY' THEN CAST(json_array_length(j) AS BIGINT) END`,
  `trino_json_array_contains(j, x) AS CASE WHEN json_valid(j) AND json_type(j) = 'ARRAY'
     THEN list_contains(json_extract(j, '$[*]'), to_json(x)) END`,
  `trino_is_json_scalar(j) AS json_type(j) NOT IN ('OBJECT', 'ARRAY')`,
];
