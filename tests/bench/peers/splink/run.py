"""Links a file with Splink under a given model, and says how long each stage took.

    python run.py --input FILE.csv --model model.json --out clusters.csv [--edges edges.csv] [--threads 2]

The last line on standard output is JSON: {"rows", "pairsScored", "edges", "seconds": {"start", "load", "block",
"score", "cluster", "write", "total"}, "peakRssMb"}. `load` takes in reading the file and preparing the fields;
`total` runs from the first line of this file on; what Python itself needs to start is seen from outside.
"""

from __future__ import annotations

import time

BEGUN = time.perf_counter()

import argparse  # noqa: E402 the clock starts before anything is loaded
import json
import logging
import os
import resource

import duckdb
from splink import DuckDBAPI, Linker, SettingsCreator
from translate import field_sql, settings_of


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--input", required=True)
    arguments.add_argument("--model", required=True)
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--edges")
    arguments.add_argument("--threads", type=int, default=2)
    arguments = arguments.parse_args()
    logging.disable(logging.WARNING)
    with open(arguments.model) as file:
        model = json.load(file)

    seconds: dict[str, float] = {}
    before = BEGUN

    def lap(stage: str) -> None:
        nonlocal before
        now = time.perf_counter()
        seconds[stage] = now - before
        before = now

    connection = duckdb.connect()
    connection.execute(f"set threads = {arguments.threads}")
    # What does not fit into memory goes beside the output, not into the folder that this was started in.
    spill = os.path.abspath(f"{arguments.out}.spill").replace("'", "''")
    connection.execute(f"set temp_directory = '{spill}'")
    lap("start")

    source = arguments.input.replace("'", "''")
    fields = ", ".join(field_sql(field) for field in model["fields"])
    connection.execute(
        f"""create table records as
            select (row_number() over ())::integer - 1 as row_number, {fields}
            from read_csv('{source}', all_varchar = true, header = true)"""
    )
    rows = connection.execute("select count(*) from records").fetchall()[0][0]
    lap("load")

    api = DuckDBAPI(connection=connection)
    linker = Linker(api.register("records"), SettingsCreator.from_path_or_dict(settings_of(model)))
    blocked = linker.inference.compute_blocked_pairs_for_predict()
    pairs = connection.execute(f"select count(*) from {blocked.physical_name}").fetchall()[0][0]
    lap("block")

    edges = linker.inference.predict(threshold_match_probability=model["threshold"], warning_mode="never")
    count = connection.execute(f"select count(*) from {edges.physical_name}").fetchall()[0][0]
    lap("score")

    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
        edges, threshold_match_probability=model["threshold"]
    )
    lap("cluster")

    connection.execute(
        f"""copy (select row_number, cluster_id from {clusters.physical_name} order by row_number)
            to '{arguments.out.replace("'", "''")}' (header)"""
    )
    if arguments.edges is not None:
        connection.execute(
            f"""copy (select least(row_number_l, row_number_r) as "left", greatest(row_number_l, row_number_r) as "right",
                  match_weight as bits from {edges.physical_name} order by 1, 2)
                to '{arguments.edges.replace("'", "''")}' (header)"""
        )
    lap("write")
    seconds["total"] = time.perf_counter() - BEGUN
    print(
        json.dumps(
            {
                "rows": rows,
                "pairsScored": pairs,
                "edges": count,
                "seconds": seconds,
                "peakRssMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
        )
    )


if __name__ == "__main__":
    main()
