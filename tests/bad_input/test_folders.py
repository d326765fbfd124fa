"""Folders that cannot take a result, results that were moved or damaged; never half a result."""

from __future__ import annotations

import errno
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bad_input.command import QUICK, footwall, left_in, refused
from footwall.errors import OutputError
from footwall.runs import Result, folder, run

PARTS = (
    "manifest.json", "results.csv", "results.parquet", "results.xlsx", "summary.json", "why.json",
    "rulebook.yaml",
)  # fmt: skip


@pytest.fixture(scope="module")
def result() -> Result:
    return run("oxide-only", year=2026, draws=0)


@pytest.fixture(scope="module")
def written(result: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return result.write(tmp_path_factory.mktemp("written") / "out")


@pytest.mark.parametrize(
    ("out", "told"),
    [
        ("file", "is a file, not a folder"),
        ("file/out", "file is a file"),
        (".", "where you work"),
        ("", "where you work"),
        ("/", "where you work"),
        ("mine", "give --force"),
        ("dangling", "a link to nothing"),
        ("x" * 300, "the name is too long"),
    ],
    ids=[
        "a file",
        "inside a file",
        "here",
        "empty",
        "root",
        "someone else's",
        "a link to nothing",
        "a long name",
    ],
)
def test_a_folder_that_cannot_take_a_result_is_refused_before_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str, told: str
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work", encoding="utf-8")
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    (tmp_path / "dangling").symlink_to(tmp_path / "gone")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("footwall.runs.pipeline.run", lambda *_, **__: pytest.fail("it ran"))
    message = refused("run", "oxide-only", "--out", out, *QUICK)
    assert told in message, message
    assert left_in(tmp_path) == {"mine", "file", "dangling"}
    assert (tmp_path / "mine" / "thesis.txt").read_text(encoding="utf-8") == "years of work"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no /proc")
def test_a_file_system_that_takes_no_folder(result: Result) -> None:
    with pytest.raises(OutputError, match=r"/proc/footwall cannot be (made|written)"):
        result.write(Path("/proc/footwall"))


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("cause", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EIO])
def test_a_disk_that_fails_at_any_file_leaves_the_old_result(
    tmp_path: Path, result: Result, written: Path, monkeypatch: pytest.MonkeyPatch, part: str, cause: int
) -> None:
    old = shutil.copytree(written, tmp_path / "out")
    before = {path.name: path.read_bytes() for path in old.iterdir()}
    opened = Path.open

    def failing(path: Path, *arguments: object, **options: object) -> object:
        if path.name == part and ".partial" in str(path):
            raise OSError(cause, "the disk fails")
        return opened(path, *arguments, **options)  # type: ignore[call-overload]

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", failing)
        patched.setattr("footwall.runs.pipeline.run", lambda *_, **__: result)
        message = refused("run", "oxide-only", "--out", old, *QUICK)
    assert f"{old} cannot be written: " in message
    assert "Nothing was left there" in message
    assert left_in(tmp_path) == {"out"}
    assert {path.name: path.read_bytes() for path in old.iterdir()} == before


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on files")
def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    """The operating system itself refuses: files of this process may have 100 kB."""
    out = str(tmp_path / "deep" / "out")
    code = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "from footwall.cli.main import main\n"
        f"sys.argv = ['footwall', 'run', 'oxide-only', '--draws', '0', '--out', {out!r}]\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=120)
    assert (done.returncode, done.stdout) == (2, b""), done.stderr
    assert "cannot be written" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert left_in(tmp_path) == set()


def test_a_second_run_replaces_the_first(tmp_path: Path, result: Result, written: Path) -> None:
    out = shutil.copytree(written, tmp_path / "out")
    (out / "results.csv").write_text("changed", encoding="utf-8")
    result.write(out)
    assert (out / "results.csv").read_bytes() == (written / "results.csv").read_bytes()
    assert left_in(tmp_path) == {"out"}


def test_a_result_that_was_moved_explains_itself(tmp_path: Path, written: Path) -> None:
    moved = shutil.copytree(written, tmp_path / "elsewhere")
    done = footwall("why", moved, "Price|Effective|ndfeb_magnet", "--region", "USA")
    assert done.exit_code == 0
    assert done.stdout == footwall("why", written, "Price|Effective|ndfeb_magnet", "--region", "USA").stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("Price|Efective|ndfeb_magnet", "--region", "USA"), "Did you mean 'Price|Effective|ndfeb_magnet'?"),
        (("price|effective|ndfeb_magnet", "--region", "USA"), "Did you mean 'Price|Effective|ndfeb_magnet'?"),
        (("Price|Effective|ndfeb_magnet", "--region", "USB"), "has no region 'USB'. Regions: "),
        (("Price|Effective|magnets", "--region", "USA"), "has no variable 'Price|Effective|magnets'"),
        (("", "--region", "USA"), "There is no variable ''"),
    ],
)
def test_a_figure_that_is_not_there(written: Path, arguments: tuple[str, ...], told: str) -> None:
    assert told in refused("why", written, *arguments)


def test_a_folder_that_is_no_result(tmp_path: Path) -> None:
    assert "There is no folder" in refused("why", tmp_path / "none", "Price|FOB|ndpr_oxide")
    message = refused("why", tmp_path, "Price|FOB|ndpr_oxide")
    assert f"{tmp_path} is not a result folder of footwall run: why.json" in message
    assert "--out" in message


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("why.json", "{"),
        ("why.json", "[]"),
        ("why.json", '{"format": 1}'),
        ("results.csv", "no,columns\n1,2\n"),
        ("results.csv", "model,scenario,region,variable,unit,year,value\nm,policy,USA,x,t,2024,many\n"),
    ],
)
def test_a_damaged_result_says_so(tmp_path: Path, written: Path, part: str, content: str) -> None:
    damaged = shutil.copytree(written, tmp_path / "out")
    (damaged / part).write_text(content, encoding="utf-8")
    message = refused("why", damaged, "Price|Effective|ndfeb_magnet", "--region", "USA")
    assert "damaged" in message
    assert "Run the rulebook again." in message


def test_a_result_of_an_older_version_says_what_it_lacks(tmp_path: Path, written: Path) -> None:
    old = shutil.copytree(written, tmp_path / "out")
    document = json.loads((old / "why.json").read_text(encoding="utf-8"))
    del document["chains"]["ree_magnets"]["buyers"]
    (old / "why.json").write_text(json.dumps(document), encoding="utf-8")
    message = refused("why", old, "Price|Effective|ndfeb_magnet", "--region", "USA")
    assert "of another version of Footwall: it lacks buyers" in message


def test_errors_of_the_disk_have_words() -> None:
    for cause, words in (
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "denied"),
    ):
        assert words in folder.cannot_write(Path("out"), OSError(cause, "strange"))
