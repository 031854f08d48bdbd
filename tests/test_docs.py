"""The papers for engineers say what is so.

Files, names, lines of code and links exist, and the walked cell arrives.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

import dev
from desktop_app.cli.run import read_arguments
from desktop_app.domain.reports import ReportKind
from desktop_app.services.reporting import Order, write_drafts
from desktop_app.services.workspace import Workspace

ROOT = Path(__file__).parent.parent
PAPERS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
FLOORS_BELOW = ("ui/", "cli/", "services/", "storage/", "exchange/", "lists/", "files/", "domain/")
"""README leaves out `desktop_app/` where a floor begins the path."""

QUOTED = re.compile(r"`([^`\n]+)`")
BLOCK = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")
PLACE = re.compile(r"(?P<path>[\w./-]+?)(?::(?P<name>[A-Za-z_][\w.]*))?(?:::\w+)?")
ROOTS = ("desktop_app/", "docs/", "resources/", "setup/", "tests/", ".github/")


def prose(paper: Path) -> str:
    """Return the text of a paper without its blocks of code."""
    return BLOCK.sub("", paper.read_text(encoding="utf-8"))


def places() -> Iterator[tuple[Path, str, str]]:
    """Yield each file or folder that a paper names in backticks, with the name in it where it says one."""
    for paper in PAPERS:
        for quoted in QUOTED.findall(prose(paper)):
            found = PLACE.fullmatch(quoted)
            if found is None:
                continue
            path, name = found["path"], found["name"] or ""
            if path.startswith(FLOORS_BELOW) and paper == ROOT / "README.md":
                path = f"desktop_app/{path}"
            if path.startswith(ROOTS):
                yield paper, path, name


def names_in(path: Path) -> set[str]:
    """Return the functions, classes and constants of a source, and the methods as `Class.method`."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        found |= names_of(node)
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{name}" for one in node.body for name in names_of(one)}
    return found


def names_of(node: ast.stmt) -> set[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    targets = (
        node.targets
        if isinstance(node, ast.Assign)
        else [node.target]
        if isinstance(node, ast.AnnAssign)
        else []
    )
    return {one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)}


def test_every_named_file_exists() -> None:
    named = list(places())
    assert len(named) > 100
    missing = [(paper.name, path) for paper, path, _ in named if not (ROOT / path).exists()]
    assert missing == []


def test_every_room_has_its_line() -> None:
    said = {path for paper, path, _ in places() if paper.name == "architecture.md"}
    rooms = {one.parent.relative_to(ROOT).as_posix() for one in (ROOT / "desktop_app").rglob("__init__.py")}
    assert rooms - {"desktop_app"} - said == set()


def test_every_name_stands_in_the_file_that_is_said() -> None:
    named = [(paper, path, name) for paper, path, name in places() if name]
    assert len(named) > 50
    missing = [
        (paper.name, f"{path}:{name}") for paper, path, name in named if name not in names_in(ROOT / path)
    ]
    assert missing == []


def test_every_quoted_line_of_code_is_in_the_program() -> None:
    sources = {
        line.strip()
        for file in (ROOT / "desktop_app").rglob("*.py")
        for line in file.read_text("utf-8").splitlines()
    }
    blocks = [
        (paper.name, line.strip())
        for paper in PAPERS
        for language, text in BLOCK.findall(paper.read_text(encoding="utf-8"))
        if language == "python"
        for line in text.splitlines()
    ]
    assert blocks
    assert [block for block in blocks if block[1] not in sources] == []


def test_every_link_leads_somewhere() -> None:
    broken = [
        (paper.name, target)
        for paper in PAPERS
        for target in LINK.findall(paper.read_text(encoding="utf-8"))
        if not (paper.parent / target).exists()
    ]
    assert broken == []


def test_every_paper_can_be_reached_from_the_readme() -> None:
    reached, waiting = set[Path](), [ROOT / "README.md"]
    while waiting:
        paper = waiting.pop().resolve()
        if paper in reached:
            continue
        reached.add(paper)
        links = LINK.findall(paper.read_text(encoding="utf-8")) if paper.suffix == ".md" else []
        waiting += [paper.parent / target for target in links if (paper.parent / target).is_file()]
    assert [paper.name for paper in PAPERS if paper.resolve() not in reached] == []


def test_every_named_command_of_dev_exists() -> None:
    named = {
        name for paper in PAPERS for name in re.findall(r"dev\.py (\w+)", paper.read_text(encoding="utf-8"))
    }
    assert {"format", "lint", "test", "windows"} <= named
    assert named - dev.COMMANDS.keys() == set()


def test_every_command_of_the_program_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read_arguments(["--help"])
    known = set(re.findall(r"^    ([a-z][a-z-]*)(?: |$)", capsys.readouterr().out, re.MULTILINE))
    table = [
        line
        for line in (ROOT / "docs" / "commands.md").read_text("utf-8").splitlines()
        if line.startswith("| `")
    ]
    told = {name for line in table for name in re.findall(r"(?:^\| |/ )`([a-z][a-z-]*)", line)}
    assert {"new", "import-progress"} <= told
    assert told == known


@pytest.mark.parametrize(
    "walk",
    [
        ("README.md", "desktop_app/domain/status.py"),
        ("README.md", "desktop_app/exchange/reports/table.py", "resources/words.json"),
        ("README.md", "resources/words.json", "desktop_app/services/wording.py"),
    ],
    ids=lambda walk: walk[-1].rpartition("/")[2],
)
def test_a_stranger_is_sent_on_in_three_opens(walk: tuple[str, ...]) -> None:
    """README names the second file, and the architecture tells the whole walk."""
    assert len(walk) <= 3
    readme = {path for paper, path, _ in places() if paper == ROOT / "README.md"}
    assert walk[1] in readme
    told = (
        (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").partition("## A stranger's walk")[2]
    )
    assert [path for path in walk if f"`{path}" not in told] == []


def test_the_walked_cell_arrives_in_the_sealed_report(tmp_path: Path) -> None:
    told = " ".join((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").split())
    for words in (
        'has "Quý IV/2019" in cell E9',
        "Cell E15 says",
        'J15 "Chưa hoàn thành, quá hạn"',
        "14/12/2021",
    ):
        assert words in told
    source = ROOT / "resources" / "samples" / "Danh_muc_minh_hoa_242.xlsx"
    assert openpyxl.load_workbook(source)["Danh mục"]["E9"].value == "Quý IV/2019"
    workspace = Workspace.create(tmp_path / "a.tiendo")
    try:
        register = workspace.register(workspace.programme().id)
        workspace.imports.apply(register, workspace.imports.plan(register, source))
        assert register.find("2").deadline.ends_on == date(2019, 12, 31)
        period = workspace.periods.find("2021-Q4", register.programme)
        for finding in workspace.checks.findings(register, period, date(2021, 12, 14)):
            if finding.blocks:
                workspace.checks.explain(register, period, finding, "Số liệu minh họa.")
        workspace.sealing.seal(register, period, date(2021, 12, 14))
        order = Order(ReportKind.PERIODIC, period)
        target = tmp_path / "r.xlsx"
        write_drafts(workspace.reports.drafts(register.programme.id, order, date(2021, 12, 14)), target)
    finally:
        workspace.close()
    sheet = openpyxl.load_workbook(target).worksheets[0]
    assert (sheet["E15"].value, sheet["J15"].value) == ("Quý IV/2019", "Chưa hoàn thành, quá hạn")


def test_git_hooks_run_the_commands_of_lint() -> None:
    """A hook that mends may say so (`--fix`), and looks only at the files of the commit."""
    text = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    hooks = {run.split(" --f")[0] for run in re.findall(r"exec python -m ([^\"'\n]+)", text)}
    lints = {
        " ".join(step.command[2:]).removesuffix(" .").removesuffix(" --check")
        for step in dev.lints()
        if step.command[1:2] == ["-m"]
    }
    assert {hook.strip() for hook in hooks} == lints
    assert set(re.findall(r"language: (\w+)", text)) == {"system"}
    assert "http" not in text


def test_editors_and_ruff_agree_on_the_length_of_a_line() -> None:
    ruff = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]
    editors = (ROOT / ".editorconfig").read_text(encoding="utf-8")
    assert re.findall(r"max_line_length = (\d+)", editors) == [str(ruff["line-length"])]
