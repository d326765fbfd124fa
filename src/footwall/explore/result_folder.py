"""Result folders as they were written, read without solving anything.

A folder is read from ``manifest.json``, ``summary.json`` and ``results.csv``. What ``results.csv`` holds must
be what the run wrote: its hash is in the manifest. A folder that is no result, is of another version or was
damaged is refused.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from footwall.errors import OutputError
from footwall.runs.folder import MANIFEST
from footwall.runs.manifest import is_manifest, sha256
from footwall.runs.result import Row
from footwall.runs.tidy_table import read_csv

Record = Mapping[str, Any]
ADVICE = "Give folders that footwall run wrote, as named with its --out."
AGAIN = "Run the rulebook again."
OF_A_CHAIN = ("name", "headline", "stages", "who_pays", "leakage", "floors")
OF_A_RUN = ("rulebook", "as_of", "base_year", "price_set", "draws", "zone", "chains")
OF_A_MANIFEST = ("model", "facts_sha256", "rulebook_sha256", "seed", "draws", "overrides", "prices_usd_per_t")


@dataclass(frozen=True)
class ReadChain:
    """The records of one chain, as ``summary.json`` has them."""

    chain: str
    name: str
    headline: Sequence[Record]
    stages: Sequence[Record]
    who_pays: Sequence[Record]
    leakage: Sequence[Record]
    floors: Sequence[Record]


@dataclass(frozen=True, eq=False)
class ReadResult:
    """One result folder; ``label`` tells it from the others of a comparison."""

    folder: Path
    label: str
    manifest: Record
    summary: Record
    chains: tuple[ReadChain, ...]
    results_csv: str

    @property
    def rulebook(self) -> str:
        """Name of the rulebook."""
        return str(self.summary["rulebook"]["name"])

    @property
    def version(self) -> str:
        return str(self.summary["rulebook"]["version"])

    @property
    def overrides(self) -> tuple[str, ...]:
        return tuple(self.manifest["overrides"])

    @property
    def touched(self) -> bool:
        """True if the rulebook changes some chain on the day of the run."""
        return any(chain["touched"] for chain in self.summary["chains"].values())

    @property
    def converged_draws(self) -> int:
        return int(self.summary["draws"]["converged"])

    def chain(self, name: str) -> ReadChain | None:
        """The records of a chain; None where the result has none."""
        return next((item for item in self.chains if item.chain == name), None)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All tidy rows. Raises OutputError where they cannot be read or are not finite."""
        try:
            rows = tuple(read_csv(self.results_csv))
        except (ValueError, KeyError, TypeError) as problem:
            raise OutputError(f"{self.folder / 'results.csv'} is damaged ({problem}). {AGAIN}") from problem
        broken = next((row for row in rows if not math.isfinite(row.value)), None)
        if broken is not None:
            raise OutputError(
                f"{self.folder / 'results.csv'} is damaged: {broken.variable} of {broken.region} is "
                f"{broken.value}. {AGAIN}"
            )
        return rows


def read_results(folders: Sequence[Path]) -> tuple[ReadResult, ...]:
    """All folders, labelled by rulebook where the names differ, else by folder. Raises OutputError."""
    results = [read_result(folder) for folder in folders]
    for names in ([item.rulebook for item in results], [item.folder.name for item in results]):
        if len(set(names)) == len(names):
            return tuple(replace(item, label=name) for item, name in zip(results, names, strict=True))
    return tuple(replace(item, label=str(item.folder)) for item in results)


def read_result(folder: Path) -> ReadResult:
    """One folder, labelled by its rulebook. Raises OutputError that says what is wrong with it."""
    if not folder.is_dir():
        raise OutputError(f"There is no folder {folder}. {ADVICE}")
    manifest = _document(folder, MANIFEST)
    if not is_manifest(manifest):
        raise OutputError(f"{folder} is not a result folder of footwall run: {MANIFEST} is none. {ADVICE}")
    summary = _document(folder, "summary.json")
    text = _text(folder, "results.csv")
    lacking = [*_lacking(manifest, OF_A_MANIFEST), *_lacking(summary, OF_A_RUN)]
    if lacking:
        raise OutputError(
            f"{folder} is damaged or of another version of Footwall: it lacks {', '.join(lacking)}. {AGAIN}"
        )
    if manifest.get("results_sha256") != sha256(text):
        raise OutputError(
            f"{folder / 'results.csv'} was changed after the run: its hash is not the one in {MANIFEST}. "
            f"{AGAIN}"
        )
    label = str(summary["rulebook"]["name"])
    return ReadResult(folder, label, manifest, summary, _chains(folder, summary), text)


def _chains(folder: Path, summary: Record) -> tuple[ReadChain, ...]:
    chains = []
    for chain, record in summary["chains"].items():
        lacking = _lacking(record, OF_A_CHAIN)
        if lacking:
            raise OutputError(
                f"{folder / 'summary.json'} is damaged or of another version of Footwall: {chain} lacks "
                f"{', '.join(lacking)}. {AGAIN}"
            )
        chains.append(ReadChain(chain, *(record[part] for part in OF_A_CHAIN)))
    return tuple(chains)


def _lacking(record: object, parts: Sequence[str]) -> list[str]:
    return [part for part in parts if not isinstance(record, Mapping) or part not in record]


def _document(folder: Path, name: str) -> Record:
    text = _text(folder, name)
    try:
        document = json.loads(text, parse_constant=_refuse_constant)
    except ValueError as problem:
        raise OutputError(f"{folder / name} is damaged ({problem}). {AGAIN}") from problem
    if not isinstance(document, dict):
        raise OutputError(f"{folder / name} is damaged: it holds no object. {AGAIN}")
    return document


def _refuse_constant(word: str) -> None:
    raise ValueError(f"{word} is no number")


def _text(folder: Path, name: str) -> str:
    try:
        return (folder / name).read_text(encoding="utf-8")
    except UnicodeDecodeError as problem:
        raise OutputError(f"{folder / name} is damaged: it is not UTF-8. {AGAIN}") from problem
    except OSError as problem:
        raise OutputError(
            f"{folder} is not a result folder of footwall run: {name}: {problem.strerror}. {ADVICE}"
        ) from problem
