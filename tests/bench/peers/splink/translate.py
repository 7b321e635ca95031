"""A linking model (engine/model/model.ts, as JSON) in Splink's terms: prepared columns, comparison levels, blocking rules.

What has no equal in SQL is refused by name: a job that is only alike would make the comparison of times worthless.

    python translate.py model.json

prints {"fields": [SQL], "settings": Splink's settings}; it needs neither Splink nor DuckDB.
"""

from __future__ import annotations

import json
import re
import sys


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


FOLDED = "trim(regexp_replace(strip_accents(lower({0})), '[^\\p{{L}}\\p{{N}}]+', ' ', 'g'))"
PLAIN = {
    "fold": FOLDED,
    "squash": "regexp_replace(strip_accents(lower({0})), '[^\\p{{L}}\\p{{N}}]+', '', 'g')",
    "digits": "regexp_replace({0}, '\\D', '', 'g')",
    # Only the two notations in which the order of the parts is beyond doubt; another one is not of this benchmark.
    "date": "case when regexp_full_match({0}, '\\d{{4}}-?\\d{{2}}-?\\d{{2}}') then replace({0}, '-', '') end",
    "initials": f"list_reduce(list_transform(string_split({FOLDED}, ' '), lambda w: left(w, 1)), lambda a, b: a || b)",
    "sorted": f"array_to_string(list_sort(string_split({FOLDED}, ' ')), ' ')",
    "email_local": "regexp_extract(lower({0}), '^(.*)@', 1)",
    "email_domain": "regexp_extract(lower({0}), '@([^@]*)$', 1)",
    "number": "ltrim(regexp_extract({0}, '\\d+'), '0')",
}


class CannotTranslate(ValueError):
    """The model asks for something that Splink on DuckDB has no equal for."""


def transformed(expression: str, transform: str | dict) -> str:
    if isinstance(transform, str):
        if transform not in PLAIN:
            raise CannotTranslate(f"transform {transform!r}")
        done = PLAIN[transform].format(expression)
    elif "first" in transform:
        done = f"left({expression}, {int(transform['first'])})"
    elif "last" in transform:
        done = f"right({expression}, {int(transform['last'])})"
    elif "from" in transform:
        done = f"substr({expression}, {int(transform['from']) + 1}, {int(transform['length'])})"
    elif "word" in transform:
        done = f"split_part({expression}, ' ', {int(transform['word']) + 1})"
    else:
        raise CannotTranslate(f"transform {transform!r}")
    return f"nullif({done}, '')"


def field_sql(field: dict) -> str:
    """The field as an expression over the file's columns, all of which are text."""
    columns = [f"nullif(trim({quoted(column)}), '')" for column in field["columns"]]
    expression = columns[0] if len(columns) == 1 else f"nullif(concat_ws(' ', {', '.join(columns)}), '')"
    if len(columns) > 1 and field.get("needsAll"):
        known = " and ".join(f"{column} is not null" for column in columns)
        expression = f"case when {known} then {expression} end"
    for transform in field["transforms"]:
        expression = transformed(expression, transform)
    if field["transforms"]:
        # A derived text of zeros alone is a placeholder, hence unknown.
        expression = f"case when ltrim({expression}, '0') <> '' then {expression} end"
    return f"{expression} as {quoted(field['name'])}"


def same(left: str, right: str, test: dict) -> str:
    """Equal, or alike by Jaro-Winkler if the test says how much."""
    least = test.get("atLeast")
    if least is None:
        return f"{left} = {right}"
    # DuckDB boosts the prefix only above a Jaro similarity of 0.7, which makes no difference from 0.82 on.
    if least < 0.82:
        raise CannotTranslate("Jaro-Winkler below 0.82")
    return f"jaro_winkler_similarity({left}, {right}) >= {least}"


def test_sql(test: dict) -> str:
    left, right = quoted(f"{test['field']}_l"), quoted(f"{test['field']}_r")
    kind = test["test"]
    if kind == "exact":
        return f"{left} = {right}"
    if kind == "swapped":
        if test.get("orUnknown"):
            raise CannotTranslate("swapped, or unknown")
        other_left, other_right = quoted(f"{test['other']}_l"), quoted(f"{test['other']}_r")
        return f"{same(left, other_right, test)} and {same(other_left, right, test)}"
    if kind == "jaro_winkler":
        return same(left, right, test)
    if kind == "edits":
        # Optimal string alignment and the unrestricted distance differ from 2 on.
        if test["atMost"] > 1:
            raise CannotTranslate("edits of more than 1")
        return f"damerau_levenshtein({left}, {right}) <= {test['atMost']}"
    if kind == "prefix":
        shortest = f"least(strlen({left}), strlen({right})) >= {test['shortest']}"
        return f"{shortest} and (starts_with({left}, {right}) or starts_with({right}, {left}))"
    if kind == "number":
        return f"abs(try_cast({left} as double) - try_cast({right} as double)) <= {test['atMost']}"
    if kind == "days":
        day = "try_strptime({0}, '%Y%m%d')"
        return f"abs(date_diff('day', {day.format(left)}, {day.format(right)})) <= {test['atMost']}"
    raise CannotTranslate(f"test {kind!r}")


def level_settings(level: dict) -> dict:
    settings = {
        "label_for_charts": level["label"],
        "sql_condition": " and ".join(f"({test_sql(test)})" for test in level["tests"]) or "ELSE",
        "m_probability": level["m"],
        "u_probability": level["u"],
    }
    frequency = level.get("termFrequency")
    if frequency is not None:
        field = next((test["field"] for test in level["tests"] if test["test"] == "exact"), None)
        if field is None:
            raise CannotTranslate(f"term frequency of {level['label']!r}, which has no exact test")
        settings |= {
            "tf_adjustment_column": field,
            "tf_adjustment_weight": frequency["share"],
            "tf_minimum_u_value": frequency["least"],
            # The model's own u of this level counts, whether or not it is one exact test alone.
            "disable_tf_exact_match_detection": True,
        }
    return settings


def comparison_settings(comparison: dict) -> dict:
    field = comparison["field"]
    unknown = {
        "label_for_charts": "null",
        "sql_condition": f"{quoted(f'{field}_l')} IS NULL OR {quoted(f'{field}_r')} IS NULL",
        "is_null_level": True,
    }
    return {
        "output_column_name": re.sub(r"\W", "_", comparison["name"]),
        "comparison_levels": [unknown, *(level_settings(level) for level in comparison["levels"])],
    }


def blocking_sql(rule: dict) -> str:
    return " and ".join(f"l.{quoted(field)} = r.{quoted(field)}" for field in rule["fields"])


def settings_of(model: dict) -> dict:
    """Splink's settings for the model; rows are known by `row_number`."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "row_number",
        "probability_two_random_records_match": model["prior"],
        "comparisons": [comparison_settings(comparison) for comparison in model["comparisons"]],
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": blocking_sql(rule), "sql_dialect": "duckdb"} for rule in model["blocking"]
        ],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }


if __name__ == "__main__":
    with open(sys.argv[1]) as file:
        model = json.load(file)
    try:
        print(json.dumps({"fields": [field_sql(field) for field in model["fields"]], "settings": settings_of(model)}))
    except CannotTranslate as refusal:
        sys.exit(f"Splink on DuckDB has no equal for {refusal}")
