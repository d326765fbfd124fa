"""The section of projects: what it says is what the record says, good by good and project by project."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any

from footwall.report import render
from footwall.report.capacity_figure import capacity_figure
from footwall.report.chart_stacked_years import Layer, stacked_years
from footwall.report.figure import Section
from footwall.report.section_projects import projects, years_of
from footwall.report.subject import Subject, subject_of
from footwall.report.svg import Words
from footwall.runs.project_groups import project_groups
from report.reading import read
from report.results import result_of
from runs.small_years import gallium_and_germanium

Record = dict[str, Any]


@cache
def page_through_the_years() -> str:
    return render(gallium_and_germanium())


def _subjects() -> list[Subject]:
    result = gallium_and_germanium()
    return [subject_of(result, run) for run in result.chains]


def _years(subject: Subject) -> Record:
    years = years_of(subject)
    assert years is not None
    return dict(years)


def _section(subject: Subject) -> Section:
    section = projects(subject)
    assert section is not None
    return section


def _with_one_brought(years: Record) -> Record:
    """The record as if the largest decided project of the zone went ahead with the rulebook alone."""
    best = max(years["projects"], key=lambda line: line["in_zone"] * line["policy"]["adds"][-1])
    changed = {
        **best,
        "status": "planned",
        "baseline": {**best["baseline"], "year": None, "adds": [0.0] * len(years["years"])},
        "policy": {**best["policy"], "year": 2026},
    }
    return {**years, "projects": [changed if line is best else line for line in years["projects"]]}


def test_without_years_there_is_no_section() -> None:
    result = result_of("baseline")
    assert projects(subject_of(result, result.chains[0])) is None


def test_every_project_is_told_once() -> None:
    for subject in _subjects():
        section, years = _section(subject), _years(subject)
        told = [row[0] for table in (*section.tables, *section.collapsed) for row in table.rows]
        wanted = [item["name"] for item in (*years["projects"], *years["left_out"])]
        assert sorted(told) == sorted(wanted)


def test_tables_name_regions_and_recipes_in_words() -> None:
    section = _section(_subjects()[0])
    text = " ".join(cell for table in section.tables for row in table.rows for cell in row)
    assert "_" not in text
    assert "EU27" not in text


def test_the_message_has_the_direction_of_the_numbers() -> None:
    for subject in _subjects():
        years = _years(subject)
        figure = capacity_figure(subject, years)
        assert figure is not None
        assert "The rulebook" in figure.message
        changed = capacity_figure(subject, _with_one_brought(years))
        assert changed is not None
        assert "The rulebook raises what projects add to" in changed.message
        assert "Outlined" in changed.shows
        assert any('class="outline"' in panel.picture for panel in changed.panels)
        assert len(project_groups(_with_one_brought(years)["projects"]).brought) == 1


def test_panels_add_up_to_what_projects_add_in_the_zone() -> None:
    for subject in _subjects():
        years = _years(subject)
        figure = capacity_figure(subject, years)
        assert figure is not None
        for row in figure.table.rows:
            line = next(line for line in years["projects"] if line["name"] == row[1])
            assert float(row[-2].replace(",", "")) <= line["capacity"] * line["in_zone"] * 1.01


def test_names_of_layers_do_not_meet_and_stay_in_the_picture() -> None:
    layers = [
        Layer(f"A rather long name of project {n}", "1.0", (0.0, 1.0), "r-USA", n == 3) for n in range(7)
    ]
    drawn = str(stacked_years(Words("k", "t", "d"), (2024, 2025), layers, "t/yr"))
    root = read(f"<html><body>{drawn}</body></html>")
    picture = root.all("svg")[0]
    height = float(picture.attributes["viewbox"].split()[-1])
    names = [float(node.attributes["y"]) for node in root.all("text") if float(node.attributes["x"]) > 180.0]
    assert names == sorted(names)
    assert min(later - earlier for earlier, later in pairwise(names)) > 10.0
    assert max(names) < height
    assert len(root.all("rect")) == 7 + 1


def test_the_page_holds_the_section_of_every_chain() -> None:
    root = read(page_through_the_years())
    ids = {node.attributes.get("id") for node in root.all("section")}
    assert {"gallium-projects", "germanium-projects"} <= ids
    collapsed = [node.text for node in root.all("summary")]
    assert any(text.startswith("Under way (") for text in collapsed)
