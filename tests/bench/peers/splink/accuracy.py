"""Links one file the way Splink's documentation would: Splink trains, blocks and weighs; edges go to CSV.

    python accuracy.py --input FILE.csv --out FOLDER

Writes per settings `edges-<n>.csv` (left, right: row numbers from 0; bits) and prints one line of JSON for each:
{"name", "edges", "pairs", "seconds"}; nothing for a file of no known kind.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import time

import duckdb
from demo_settings import Demo, demos_for
from splink import DuckDBAPI, Linker, SettingsCreator

# Edges lighter than this are not written: no threshold worth having lies below.
LEAST_BITS = -15


def link(connection: duckdb.DuckDBPyConnection, demo: Demo, edges: str) -> int:
    """Trains, predicts and writes the edges; returns the number of pairs that were weighed."""
    prepared = "".join(f", {expression} as {name}" for name, expression in demo.columns.items())
    excluded = f" exclude ({', '.join(known)})" if (known := columns_of(connection) & demo.columns.keys()) else ""
    connection.execute(f"create or replace table prepared as select *{excluded}{prepared} from input")
    api = DuckDBAPI(connection=connection)
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="row_number",
        blocking_rules_to_generate_predictions=demo.blocking,
        comparisons=demo.comparisons,
        retain_matching_columns=False,
    )
    linker = Linker(api.register("prepared"), settings)
    linker.training.estimate_probability_two_random_records_match(demo.deterministic, recall=demo.recall)
    linker.training.estimate_u_using_random_sampling(max_pairs=demo.max_pairs, seed=demo.seed)
    for rule in demo.training:
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=demo.without_term_frequencies
        )
    predicted = linker.inference.predict().physical_name
    pairs = connection.execute(f"select count(*) from {predicted}").fetchall()[0][0]
    connection.execute(
        f"""copy (select least(row_number_l, row_number_r) as "left", greatest(row_number_l, row_number_r) as "right",
              match_weight as bits from {predicted} where match_weight > {LEAST_BITS} order by 1, 2)
            to '{edges}' (header)"""
    )
    return pairs


def columns_of(connection: duckdb.DuckDBPyConnection) -> set[str]:
    return {name for (name, *_rest) in connection.execute("describe input").fetchall()}


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--input", required=True)
    arguments.add_argument("--out", required=True)
    arguments = arguments.parse_args()
    logging.disable(logging.WARNING)
    os.makedirs(arguments.out, exist_ok=True)
    source = arguments.input.replace("'", "''")
    reading = f"read_csv('{source}', all_varchar = true, header = true, parallel = false)"
    columns = {name for (name, *_rest) in duckdb.sql(f"describe select * from {reading}").fetchall()}
    for index, demo in enumerate(demos_for(columns)):
        start = time.perf_counter()
        connection = duckdb.connect()
        connection.execute("set threads = 2")
        connection.execute(
            f"create table input as select (row_number() over ())::bigint - 1 as row_number, * from {reading}"
        )
        edges = os.path.join(arguments.out, f"edges-{index}.csv")
        pairs = link(connection, demo, edges)
        seconds = time.perf_counter() - start
        print(json.dumps({"name": demo.name, "edges": edges, "pairs": pairs, "seconds": seconds}), flush=True)


if __name__ == "__main__":
    main()
