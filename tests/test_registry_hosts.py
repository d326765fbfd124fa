"""No file of the repository names a package registry: locks hold versions and hashes, never addresses."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

PROJECT = Path(__file__).parents[1]
HOSTS = [
    ("pypi", "org"),
    ("python", "hosted", "org"),
    ("files", "python" + "hosted", "org"),
    ("registry", "npmjs", "org"),
    ("registry", "yarnpkg", "com"),
    ("deb", "debian", "org"),
    ("conda", "anaconda", "org"),
    ("static", "crates", "io"),
    ("proxy", "golang", "org"),
]
PATTERN = re.compile("|".join(r"\.?".join(map(re.escape, host)) for host in HOSTS).encode(), re.IGNORECASE)
OPTIONS = re.compile(
    rb"^\s*(--index-url|--extra-index-url|--find-links|--trusted-host|-i |-f )", re.MULTILINE
)


def _files_of_the_repository() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT,
        capture_output=True,
        check=True,
    )
    paths = (PROJECT / name for name in listed.stdout.decode().split("\0") if name)
    return [path for path in paths if path.is_file()]


def test_no_file_names_a_package_registry() -> None:
    naming = [path for path in _files_of_the_repository() if PATTERN.search(path.read_bytes())]
    assert naming == []


def test_the_pattern_finds_an_address() -> None:
    assert PATTERN.search(b"https://" + b".".join([b"files", b"python" + b"hosted", b"org"]) + b"/packages")


def test_locks_pin_every_package_by_hash_and_hold_no_address() -> None:
    locks = sorted((PROJECT / "requirements").glob("*.lock"))
    assert [lock.name for lock in locks] == ["build.lock", "dev.lock", "runtime.lock"]
    for lock in locks:
        text = lock.read_bytes()
        assert not OPTIONS.search(text), lock
        assert b"://" not in text, lock
        requirements = re.split(rb"\n(?=[a-zA-Z])", text)[1:]
        assert requirements
        assert all(b"==" in entry and b"--hash=sha256:" in entry for entry in requirements), lock


def test_the_runtime_lock_agrees_with_the_development_lock() -> None:
    def versions(lock: str) -> set[tuple[str, str]]:
        text = (PROJECT / "requirements" / lock).read_text(encoding="utf-8")
        return set(re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE))

    assert versions("runtime.lock") < versions("dev.lock")
