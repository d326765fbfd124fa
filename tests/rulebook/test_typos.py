"""Two hundred seeded typos in full rulebooks: each is refused at its line, and put right where it is near.

A typo is a slip of a hand: a letter more, less, changed or swapped in a key or a unit; a key indented
wrongly; a value of another type; a key twice. The draw is seeded: the same two hundred every time.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from footwall.errors import RulebookError
from footwall.rulebook.read import read_rulebook_text
from footwall.units import units_of
from rulebook.names import VOCABULARY

FULL = sorted(Path(__file__).parent.glob("full*.yaml"))
SEED, COUNT = 20261123, 200
LETTERS = "abcdefghijklmnopqrstuvwxyz"
BLOCK_KEY = re.compile(r"^(?P<indent> +)(?P<key>[a-z_]+):(?P<rest>.*)$")
ANY_KEY = re.compile(r"(?<![\w\"'.])(?P<word>[a-z_]{3,})(?=: )")
UNIT = re.compile(r"\d (?P<word>USD/kg|USD/t|t/year|kt/year|days|years)\b")
NUMBER = re.compile(r": (?P<word>\d+(?:\.\d+)?(?:%| USD/k?g| USD/t| days| years))(?=[,}\n])")
SUGGESTED = re.compile(r"Did you mean '(?:[\d.]+ )?([^']+)'")
REAL_UNITS = frozenset(units_of("price", "mass per year", "mass", "duration"))
"""A slip that ends in another unit is read as that unit."""
FREE_KEYS = frozenset({"coal", "natural_gas_europe"})
FREE_TEXT = ("why:", "name:", "legal_basis:", "title:", "author:", "schema_version:", "version:")


@dataclass(frozen=True)
class Typo:
    """A rulebook with one slip; ``meant`` is the word that a suggestion should name, if it is near."""

    file: str
    kind: str
    line: int
    text: str
    read: str
    meant: str


def slip(word: str, hand: random.Random) -> str:
    """The word with one letter lost, doubled, changed or swapped with the next."""
    at = hand.randrange(len(word) - 1)
    return hand.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + hand.choice(LETTERS) + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )


def _with_line(lines: list[str], number: int, line: str) -> str:
    return "\n".join([*lines[:number], line, *lines[number + 1 :]])


def of_word(pattern: re.Pattern[str], kind: str) -> Callable[[str, list[str], random.Random], Typo | None]:
    """A maker of slips in the words that a pattern finds."""

    def make(file: str, lines: list[str], hand: random.Random) -> Typo | None:
        number = hand.randrange(len(lines))
        line = lines[number]
        found = [] if line.lstrip().startswith(("#", *FREE_TEXT)) else list(pattern.finditer(line))
        if not found:
            return None
        match = hand.choice(found)
        word, start = match["word"], match.start("word")
        wrong = slip(word, hand)
        if wrong == word or word in FREE_KEYS or wrong in REAL_UNITS:
            return None
        changed = line[:start] + wrong + line[start + len(word) :]
        return Typo(file, kind, number + 1, _with_line(lines, number, changed), wrong, word)

    return make


def of_indent(file: str, lines: list[str], hand: random.Random) -> Typo | None:
    """A key moved in by one step."""
    number = hand.randrange(1, len(lines))
    match = BLOCK_KEY.match(lines[number])
    above = lines[number - 1].rstrip()
    if match is None or above.endswith(":") or above.lstrip().startswith(("#", "-")):
        return None
    return Typo(file, "indent", number + 1, _with_line(lines, number, f"  {lines[number]}"), match["key"], "")


def of_type(file: str, lines: list[str], hand: random.Random) -> Typo | None:
    """A list or a word in place of an amount."""
    number = hand.randrange(len(lines))
    found = list(NUMBER.finditer(f"{lines[number]}\n"))
    if not found:
        return None
    match = hand.choice(found)
    start, end = match.span("word")
    wrong = hand.choice(["[1]", "much", "true", "2026-01-01"])
    changed = lines[number][:start] + wrong + lines[number][end:]
    return Typo(file, "type", number + 1, _with_line(lines, number, changed), wrong, "")


def of_repetition(file: str, lines: list[str], hand: random.Random) -> Typo | None:
    """A key with its value written twice."""
    number = hand.randrange(len(lines))
    match = BLOCK_KEY.match(lines[number])
    if match is None or not match["rest"].strip() or match["rest"].strip().startswith("#"):
        return None
    text = "\n".join([*lines[: number + 1], lines[number], *lines[number + 1 :]])
    return Typo(file, "duplicate", number + 2, text, match["key"], "")


MAKERS = (of_word(ANY_KEY, "key"), of_word(UNIT, "unit"), of_indent, of_type, of_repetition)


def typos() -> Iterator[Typo]:
    """The seeded typos, in equal parts of each kind and over all full rulebooks."""
    hand = random.Random(SEED)
    for number in range(COUNT):
        make, typo = MAKERS[number % len(MAKERS)], None
        while typo is None:
            file = hand.choice(FULL)
            typo = make(file.name, file.read_text(encoding="utf-8").splitlines(), hand)
        yield typo


def distance(first: str, second: str) -> int:
    """Letters to insert, delete or change between two words (Levenshtein)."""
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        row, above = [i], row
        for j, other in enumerate(second, 1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != other)))
    return row[-1]


TYPOS = list(typos())


@pytest.mark.parametrize(
    "typo", TYPOS, ids=[f"{n}-{typo.file}-{typo.kind}-line{typo.line}" for n, typo in enumerate(TYPOS)]
)
def test_a_typo_is_refused_at_its_line(typo: Typo) -> None:
    with pytest.raises(RulebookError) as refusal:
        read_rulebook_text(typo.text, typo.file, vocabulary=VOCABULARY)
    assert all(fault.line is not None and fault.column is not None for fault in refusal.value.faults)
    here = [fault for fault in refusal.value.faults if abs((fault.line or 0) - typo.line) <= 1]
    assert here, f"{typo.read!r} on line {typo.line}: {refusal.value}"
    if typo.meant and distance(typo.read, typo.meant) <= 2:
        suggested = [word for fault in here for word in SUGGESTED.findall(fault.advice)]
        nearest = min((distance(typo.read, word) for word in suggested), default=99)
        assert nearest <= distance(typo.read, typo.meant), (
            f"{typo.read!r} for {typo.meant!r}: {refusal.value}"
        )


def test_there_are_two_hundred_of_five_kinds() -> None:
    assert len(TYPOS) == COUNT
    assert {typo.kind for typo in TYPOS} == {"key", "unit", "indent", "type", "duplicate"}
