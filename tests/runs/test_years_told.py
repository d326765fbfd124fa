"""A run through the years in the terminal, in the workbook and in ``footwall why``."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from footwall.cli.run_summary import run_summary
from footwall.cli.years_summary import years_summary
from footwall.runs import Result
from footwall.runs.explanation import explain, listed_variables
from footwall.runs.provenance import provenance
from runs.small_years import SPAN, gallium_and_germanium
from runs.test_workbook import book, read_workbook

Record = dict[str, Any]
YEARS = SPAN[1] - SPAN[0] + 1


@pytest.fixture(scope="module")
def result() -> Result:
    return gallium_and_germanium()


@pytest.fixture(scope="module")
def years(result: Result) -> Record:
    return dict(result.summary["years"])


def test_the_terminal_keeps_to_its_page_and_tells_every_chain(result: Result) -> None:
    text = run_summary(result.summary, Path("out"))
    assert [line for line in text.splitlines() if len(line) > 100] == []
    for name in ("Gallium", "Germanium"):
        assert f"{name}, 2024 to 2030" in text
    assert text.index("Solver:") < text.index("price, USD/kg") < text.index("Results: out")


def test_a_run_without_years_is_silent_about_them(result: Result) -> None:
    summary = {key: value for key, value in result.summary.items() if key != "years"}
    assert "2024 to 2030" not in run_summary(summary, Path("out"))


def test_stages_show_first_middle_and_last_year_of_both_paths(years: Record) -> None:
    text = "\n".join(years_summary(years))
    header = next(line for line in text.splitlines() if line.startswith("price, USD/kg"))
    assert header.split()[2:] == ["2024", "2027", "base", "policy", "2030", "base", "policy"]
    good = years["chains"]["gallium"]["goods"][0]
    row = next(line for line in text.splitlines() if line.startswith(good["name"][:20]))
    wanted = [good["price"]["baseline"]["central"][0]]
    wanted += [good["price"][law]["central"][place] for place in (3, 6) for law in ("baseline", "policy")]
    assert row.split()[-5:] == [f"{value:,.1f}" if value < 1000.0 else f"{value:,.0f}" for value in wanted]


def test_an_untouched_chain_has_one_line(years: Record) -> None:
    quiet = copy.deepcopy(years)
    quiet["chains"]["gallium"]["touched"] = False
    blocks = years_summary(quiet)
    assert blocks[0] == "Gallium, 2024 to 2030: the rulebook changes nothing on the path."
    assert not any("Gallium" in block for block in blocks[1:])


def test_projects_that_change_are_named_and_the_others_counted(years: Record) -> None:
    changed = copy.deepcopy(years)
    line = next(line for line in changed["chains"]["gallium"]["projects"] if line["status"] == "planned")
    line["policy"]["year"] = 2028
    text = " ".join("\n".join(years_summary(changed)).split())
    assert f"- {line['name']} ({line['owner']})" in text
    assert "goes ahead in 2028 with the rulebook, not without it." in text
    assert "The rulebook changes no project" in text  # of germanium


def test_passes_that_did_not_settle_are_told(years: Record) -> None:
    text = " ".join("\n".join(years_summary(years)).split())
    assert "that counts as settled" not in text
    restless = copy.deepcopy(years)
    restless["chains"]["gallium"]["last_pass_moved"]["policy"] = 0.09
    text = " ".join("\n".join(years_summary(restless)).split())
    assert "differ by at most 9%, which is above the 1% that counts as settled" in text


def test_the_workbook_has_paths_and_projects(result: Result, years: Record) -> None:
    found = read_workbook(book(result.model, result.manifest, result.summary, ()))
    header, *rows = found["Paths"]
    assert all(row[header.index("Unit")] for row in rows)
    chain = years["chains"]["gallium"]
    good = chain["goods"][0]
    picked = [row for row in rows if row[0] == "Gallium" and row[1:3] == ["Output in the zone", good["name"]]]
    assert [row[4] for row in picked] == list(range(SPAN[0], SPAN[1] + 1))
    for law in ("Baseline", "Policy"):
        assert [row[header.index(law)] for row in picked] == pytest.approx(
            good["output_zone"][law.lower()]["central"]
        )
    header, *rows = found["Projects"]
    every = [line for chain in years["chains"].values() for line in chain["projects"]]
    assert [row[1] for row in rows] == [line["name"] for line in every]
    place = header.index("Decided with the rulebook")
    assert [row[place] for row in rows] == [line["policy"]["year"] for line in every]


def test_a_workbook_of_one_day_has_no_such_sheets(result: Result) -> None:
    summary = {key: value for key, value in result.summary.items() if key != "years"}
    assert not {"Paths", "Projects"} & set(read_workbook(book("m", result.manifest, summary, ())))


def test_why_tells_a_figure_year_by_year(result: Result) -> None:
    text = str(explain(provenance(result), result.rows, "Output|refined_gallium", "USA"))
    assert "Through the years" in text
    assert [line for line in text.splitlines() if len(line) > 100] == []
    rows = text.split("baseline path  policy path")[1].splitlines()[1 : YEARS + 1]
    assert [int(row.split()[0]) for row in rows] == list(range(SPAN[0], SPAN[1] + 1))
    for row in result.rows:
        if (row.scenario, row.variable, row.region) == ("policy path", "Output|refined_gallium", "USA"):
            assert float(rows[row.year - SPAN[0]].split()[2].replace(",", "")) == pytest.approx(
                row.value, 1e-4
            )


def test_why_without_a_region_shows_the_ends_of_the_paths(result: Result) -> None:
    text = str(explain(provenance(result), result.rows, "Price|FOB|refined_gallium"))
    assert "2024 baseline" in text
    assert "2030 policy" in text
    assert "Price|FOB|refined_gallium" in listed_variables(result.rows)


def test_every_variable_of_a_path_can_be_explained(result: Result) -> None:
    document = provenance(result)
    seen: set[str] = set()
    for row in result.rows:
        kind = row.variable.rpartition("|")[0]
        if row.scenario == "policy path" and kind not in seen:
            seen.add(kind)
            assert "policy path" in str(explain(document, result.rows, row.variable, row.region))
    assert seen
