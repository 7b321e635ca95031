"""How Splink's own documentation links data sets with these columns, and settings of the same kind where it has none.

A set is known by its columns alone. Sources, in github.com/moj-analytical-services/splink, docs/demos/examples/duckdb:
febrl3.nb.py, febrl4.nb.py (its detailed model, here for one file), accuracy_analysis_from_labels_column.nb.py
(fake_1000).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import block_on


@dataclass
class Demo:
    """One way to link: what to prepare, block on and compare, and what Splink's training is given."""

    name: str
    comparisons: list
    blocking: list
    deterministic: list
    recall: float
    training: list
    # Expressions over the file's columns, all of them text, that replace or add columns.
    columns: dict[str, str] = field(default_factory=dict)
    seed: int = 1
    max_pairs: float = 1e6
    without_term_frequencies: bool = False


def demos_for(columns: set[str]) -> list[Demo]:
    """The settings for a file with these columns; none if it is of no kind that is known here."""
    for needed, make in KINDS:
        if needed <= columns:
            return make()
    return []


def febrl() -> list[Demo]:
    same_person = [
        block_on("soc_sec_id"),
        block_on("given_name", "surname", "date_of_birth"),
    ]
    swapped = "l.given_name = r.surname and l.surname = r.given_name"
    training = [block_on("date_of_birth"), block_on("postcode")]
    return [
        Demo(
            name="febrl3 demo",
            comparisons=[
                cl.NameComparison("given_name"),
                cl.NameComparison("surname"),
                cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
                cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
                cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
                cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
            ],
            blocking=[
                block_on("soc_sec_id"),
                block_on("given_name"),
                block_on("surname"),
                block_on("date_of_birth"),
                block_on("postcode"),
            ],
            deterministic=[*same_person, f"{swapped} and l.date_of_birth = r.date_of_birth"],
            recall=0.9,
            training=training,
            seed=2,
        ),
        Demo(
            name="febrl4 demo, detailed",
            comparisons=[
                cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
                cl.NameComparison("surname").configure(term_frequency_adjustments=True),
                cl.DateOfBirthComparison(
                    "date_of_birth",
                    input_is_string=True,
                    datetime_format="%Y%m%d",
                    invalid_dates_as_null=True,
                ),
                cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
                cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
                cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(term_frequency_adjustments=True),
            ],
            blocking=[
                block_on("given_name", "surname"),
                swapped,
                block_on("date_of_birth"),
                block_on("soc_sec_id"),
                block_on("state", "address_1"),
                block_on("street_number", "address_1"),
                block_on("postcode"),
            ],
            deterministic=same_person,
            recall=0.8,
            training=training,
            without_term_frequencies=True,
        ),
    ]


def fake() -> list[Demo]:
    return [
        Demo(
            name="fake_1000 demo",
            columns={"dob": "try_cast(dob as date)"},
            comparisons=[
                cl.ForenameSurnameComparison("first_name", "surname"),
                cl.DateOfBirthComparison("dob", input_is_string=False),
                cl.ExactMatch("city").configure(term_frequency_adjustments=True),
                cl.EmailComparison("email"),
            ],
            blocking=[block_on("first_name"), block_on("surname"), block_on("dob"), block_on("email")],
            deterministic=[
                "l.first_name = r.first_name and levenshtein(r.dob::VARCHAR, l.dob::VARCHAR) <= 1",
                "l.surname = r.surname and levenshtein(r.dob::VARCHAR, l.dob::VARCHAR) <= 1",
                "l.first_name = r.first_name and levenshtein(r.surname, l.surname) <= 2",
                "l.email = r.email",
            ],
            recall=0.7,
            training=[block_on("dob"), block_on("email"), block_on("first_name", "surname")],
            seed=5,
            without_term_frequencies=True,
        )
    ]


def rldata() -> list[Demo]:
    shared = dict(
        columns={"dob": "printf('%04d-%02d-%02d', \"by\"::int, bm::int, bd::int)"},
        blocking=[
            block_on("fname_c1"),
            block_on("lname_c1"),
            block_on("by", "bm"),
            block_on("bm", "bd"),
            block_on("by", "bd"),
        ],
        deterministic=[
            block_on("fname_c1", "lname_c1", "by", "bm"),
            block_on("fname_c1", "dob"),
            block_on("lname_c1", "dob"),
        ],
        recall=0.8,
        training=[block_on("by"), block_on("bm")],
        without_term_frequencies=True,
    )
    parts = [cl.ExactMatch("by"), cl.ExactMatch("bm"), cl.ExactMatch("bd")]
    return [
        Demo(
            name="names and date of birth",
            comparisons=[
                cl.NameComparison("fname_c1").configure(term_frequency_adjustments=True),
                cl.NameComparison("lname_c1").configure(term_frequency_adjustments=True),
                cl.DateOfBirthComparison("dob", input_is_string=True),
            ],
            **shared,
        ),
        Demo(
            name="names and parts of the date",
            comparisons=[
                cl.JaroWinklerAtThresholds("fname_c1", [0.92, 0.8]).configure(term_frequency_adjustments=True),
                cl.JaroWinklerAtThresholds("lname_c1", [0.92, 0.8]).configure(term_frequency_adjustments=True),
                *parts,
            ],
            **shared,
        ),
    ]


def restaurants() -> list[Demo]:
    shared = dict(
        columns={"first_word": "split_part(name, ' ', 1)", "number": "split_part(address, ' ', 1)"},
        blocking=[block_on("city"), block_on("first_word"), block_on("number"), block_on("substr(address, 1, 6)")],
        deterministic=[block_on("name", "city"), block_on("address"), block_on("name", "number")],
        recall=0.8,
        training=[block_on("city"), block_on("first_word")],
        without_term_frequencies=True,
    )
    return [
        Demo(
            name="Jaro-Winkler on name and address",
            comparisons=[
                cl.JaroWinklerAtThresholds("name", [0.95, 0.88, 0.8]),
                cl.JaroWinklerAtThresholds("address", [0.95, 0.88, 0.8]),
                cl.ExactMatch("city").configure(term_frequency_adjustments=True),
                cl.ExactMatch("cuisine").configure(term_frequency_adjustments=True),
            ],
            **shared,
        ),
        Demo(
            name="Jaccard and Jaro-Winkler, house number",
            comparisons=[
                cl.CustomComparison(
                    output_column_name="name",
                    comparison_levels=[
                        cll.NullLevel("name"),
                        cll.ExactMatchLevel("name"),
                        cll.JaroWinklerLevel("name", 0.92),
                        cll.JaccardLevel("name", 0.8),
                        cll.JaccardLevel("name", 0.6),
                        cll.ElseLevel(),
                    ],
                ),
                cl.JaroWinklerAtThresholds("address", [0.95, 0.88]),
                cl.ExactMatch("number").configure(term_frequency_adjustments=True),
                cl.JaroWinklerAtThresholds("city", [0.9]),
            ],
            **shared,
        ),
    ]


KINDS = [
    ({"given_name", "surname", "date_of_birth", "soc_sec_id", "postcode", "address_1"}, febrl),
    ({"first_name", "surname", "dob", "city", "email"}, fake),
    ({"fname_c1", "lname_c1", "by", "bm", "bd"}, rldata),
    ({"name", "address", "city", "cuisine"}, restaurants),
]
