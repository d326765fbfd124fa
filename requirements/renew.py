"""Renew the locks beside this file: exact versions with the hashes of every platform's files, no addresses.

Runs pip-tools in a throw-away environment, so that the project's own environment never holds it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent / "pyproject.toml"
OPTIONS = (
    "--quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-annotate --rebuild "
    "--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options"
).split()
HEADING = "# Versions and hashes only; renewed by `make lock` on Python {}.{}.\n"


def compile_lock(python: Path, lock: str, arguments: list[str], asked: str = "") -> None:
    command = [python, "-m", "piptools", "compile", *OPTIONS, "--output-file", "-", *arguments]
    done = subprocess.run(
        command, input=asked, stdout=subprocess.PIPE, text=True, check=True, cwd=HERE.parent
    )
    (HERE / lock).write_text(HEADING.format(*sys.version_info) + done.stdout, encoding="utf-8")
    print(f"requirements/{lock}: {done.stdout.count('==')} packages")


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        venv.create(scratch, with_pip=True)
        python = Path(scratch, "Scripts" if os.name == "nt" else "bin", "python")
        subprocess.run([python, "-m", "pip", "install", "--quiet", "pip-tools"], check=True)
        extras = ["--extra", "dev", "--extra", "docs", "--extra", "twin"]
        compile_lock(python, "dev.lock", [*extras, str(PROJECT)])
        same_versions = ["--constraint", str(HERE / "dev.lock")]
        compile_lock(python, "runtime.lock", [*same_versions, str(PROJECT)])
        compile_lock(python, "build.lock", [*same_versions, "-"], asked="hatchling\neditables\n")


if __name__ == "__main__":
    main()
