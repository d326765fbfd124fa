"""Every bad rulebook gets its clear error: code, place, line, words; all faults of a document at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from footwall.errors import RulebookError, UnknownName
from footwall.rulebook.clauses import DOCUMENT
from footwall.rulebook.read import read_rulebook, read_rulebook_text
from rulebook.bad_rulebooks import BAD
from rulebook.names import VOCABULARY


def expected(text: str) -> list[tuple[str, str, int, list[str]]]:
    marks = []
    for number, line in enumerate(text.splitlines(), start=1):
        for mark in line.split("#! ")[1:]:
            rule, *words = (part.strip() for part in mark.split(" | "))
            code, _, path = rule.partition(" ")
            marks.append((code, path, number, words))
    return marks


@pytest.mark.parametrize("case", BAD)
def test_a_bad_rulebook_is_told_where_and_why(case: str) -> None:
    text = BAD[case]
    with pytest.raises(RulebookError) as refusal:
        read_rulebook_text(text, "bad.yaml", vocabulary=VOCABULARY)
    told = {(fault.code, fault.path): fault for fault in refusal.value.faults}
    marks = expected(text)
    if marks[0][0] == "RULEBOOK-5" and not marks[0][1]:
        assert [fault.code for fault in refusal.value.faults] == ["RULEBOOK-5"]
    else:
        assert {(code, path, line) for code, path, line, _ in marks} == {
            (fault.code, fault.path, fault.line) for fault in refusal.value.faults
        }
    for code, path, _, words in marks:
        sentence = told[code, path].sentence("bad.yaml")
        assert sentence.startswith("bad.yaml:")
        assert all(word in sentence for word in words), sentence


def test_the_corpus_breaks_every_rule_of_the_document() -> None:
    broken = {code for text in BAD.values() for code, *_ in expected(text)}
    elsewhere = {"RULEBOOK-1", "RULEBOOK-2", "RULEBOOK-3", "RULEBOOK-4", "RULEBOOK-15"}
    overlays = {"AMENDMENT-1", "AMENDMENT-2", "AMENDMENT-3", "AMENDMENT-4"}
    assert broken | elsewhere | overlays == set(DOCUMENT)
    assert len(BAD) >= 60


def test_all_faults_of_a_document_come_at_once() -> None:
    text = """\
name: x
flors: {}
zone:
  members: [USA, DEU, NO, USA, {region: JPN, from: 2028-01-01, to: 2027-01-01}]
floors:
  ndpr_oxid:
    reference: {price: 110 USD/g}
  ndpr_oxide:
    reference: {price: -1 USD/kg}
    levy: {instrument: ad_valorem, top_up: 2}
measures:
  - {by: CHN, kind: ban, commodities: [ndpr_oxide], quota: 5 t}
"""
    with pytest.raises(RulebookError) as refusal:
        read_rulebook_text(text, "many.yaml", vocabulary=VOCABULARY)
    assert [(fault.code, fault.line) for fault in refusal.value.faults] == [
        ("RULEBOOK-9", 2),
        ("ZONE-2", 4),
        ("RULEBOOK-17", 4),
        ("ZONE-1", 4),
        ("RULEBOOK-14", 4),
        ("RULEBOOK-18", 6),
        ("RULEBOOK-8", 9),
        ("RULEBOOK-8", 10),
        ("MEASURE-1", 12),
    ]


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", "RULEBOOK-4", "read nothing"),
        (b"# only a comment\n", "RULEBOOK-4", "a rulebook"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "RULEBOOK-3", "UTF-8"),
        (b"name: x\x00y\n", "RULEBOOK-3", "control character"),
        ("name: café\n".encode("latin-1"), "RULEBOOK-3", "UTF-8"),
        (b"name: x\n" + b"# " + b"y" * 50_000_000, "RULEBOOK-2", "50 MB"),
    ],
    ids=["empty", "comment", "binary", "nul", "latin-1", "50 MB"],
)
def test_a_file_that_cannot_be_a_rulebook_is_refused_before_parsing(
    tmp_path: Path, content: bytes, code: str, words: str
) -> None:
    file = tmp_path / "bad.yaml"
    file.write_bytes(content)
    with pytest.raises(RulebookError) as refusal:
        read_rulebook(file)
    assert [fault.code for fault in refusal.value.faults] == [code]
    assert str(file) in str(refusal.value)
    assert words in str(refusal.value)


def test_a_missing_file_a_folder_and_a_closed_file_are_told(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path, tmp_path / "loop.yaml"):
        if path.name == "loop.yaml":
            path.symlink_to(path)
        with pytest.raises(RulebookError, match="RULEBOOK-1") as refusal:
            read_rulebook(path)
        assert str(path) in str(refusal.value)


def test_a_name_that_is_not_bundled_lists_those_that_are() -> None:
    with pytest.raises(UnknownName, match=r"minimum-import-price.*Did you mean 'cascade'\?"):
        read_rulebook("cascde")


def test_deep_nesting_is_refused_and_does_not_crash() -> None:
    with pytest.raises(RulebookError, match="RULEBOOK-5"):
        read_rulebook_text("name: " + "[" * 5_000 + "]" * 5_000, "deep.yaml")
