"""The command for programmes: those of the data file, and a new one from its own document."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app import files
from desktop_app.cli.commands.answers import (
    Answer,
    data_file,
    file_to_fill,
    opened,
    programme_of,
    programme_view,
)
from desktop_app.cli.commands.importing import plan_lines, plan_view
from desktop_app.domain.errors import DocumentSilent
from desktop_app.domain.programme import Programme
from desktop_app.domain.text import day_text
from desktop_app.files.scratch import temporary_folder
from desktop_app.resources import words
from desktop_app.services.importing import ImportPlan, ProgrammeProposal, read_programme
from desktop_app.services.workspace import Workspace

_FIELDS = ("number", "issued_on", "issuer", "title", "starts_on", "ends_on")
_NEEDED = ("number", "title", "starts_on", "ends_on")
_DAYS = {"starts_on", "ends_on"}

FROM_HELP = """Với --from, phần mềm đọc văn bản (Word, Excel) và đề xuất số, ngày, cơ quan, tên,
thời gian, nhóm và nhiệm vụ. Chưa có tệp dữ liệu thì tạo tệp với đề án này (không kèm Đề án 242).
Chỗ văn bản không ghi hoặc đọc chưa đúng thì nói rõ bằng các mục --number, --issued-on,
--issuer, --title, --starts-on, --ends-on; nên xem trước bằng --dry-run.
Đề án đã có cùng số thì không tạo lại.
Mã kết thúc: 0 xong; 1 không thực hiện, không ghi gì; 2 sai cách dùng."""


def add_programme_options(parser: ArgumentParser, day: Callable[[str], date]) -> None:
    """Add the options of the command."""
    parser.epilog = FROM_HELP
    parser.add_argument(
        "--from", dest="source", type=Path, metavar="TỆP", help="Quyết định, kế hoạch của đề án mới"
    )
    parser.add_argument(
        "--decision", type=Path, metavar="TỆP", help="giữ tệp của chính văn bản ban hành đề án"
    )
    parser.add_argument("--dry-run", action="store_true", help="chỉ xem đề xuất, không ghi (với --from)")
    parser.add_argument("--number", metavar="SỐ", help="số, ký hiệu của văn bản")
    parser.add_argument("--issued-on", type=day, metavar="NGÀY", help="ngày ban hành")
    parser.add_argument("--issuer", metavar="CƠ_QUAN", help="cơ quan ban hành")
    parser.add_argument("--title", metavar="TÊN", help="tên đề án, chương trình, kế hoạch")
    parser.add_argument("--starts-on", type=day, metavar="NGÀY", help="ngày bắt đầu thực hiện")
    parser.add_argument("--ends-on", type=day, metavar="NGÀY", help="ngày kết thúc")


def programmes(chosen: Namespace) -> Answer:
    """List the programmes of the data file, or make one from its document."""
    if chosen.source is not None:
        return _from_document(chosen)
    with opened(chosen) as workspace:
        if chosen.decision is not None:
            workspace.evidence.keep_decision(programme_of(chosen, workspace), chosen.decision)
        named = workspace.programmes.find(chosen.programme) if chosen.programme else None
        found = [one for one in workspace.programmes.all() if named is None or one.id == named.id]
        views = [_described(workspace, one) for one in found]
        lines = [line for one in found for line in _lines(workspace, one)]
    return Answer({"programmes": views}, lines)


def _described(workspace: Workspace, programme: Programme) -> dict[str, Any]:
    """Return all that is known of a programme itself."""
    decision = workspace.evidence.decision(programme.id)
    groups = workspace.programmes.groups(programme.id)
    return {
        "id": programme.id,
        **programme_view(programme),
        "issuer": programme.issuer,
        "objective": programme.objective,
        "subjects": programme.subjects,
        "scope": programme.scope,
        "groups": [{"number": group.number, "title": group.title} for group in groups],
        "decision": None if decision is None else {"file": decision.file_name, "sha256": decision.sha256},
    }


def _lines(workspace: Workspace, programme: Programme) -> list[str]:
    names, decision = words("field"), workspace.evidence.decision(programme.id)
    facts = [(names[name], getattr(programme, name)) for name in ("issuer", "objective", "subjects", "scope")]
    facts.append((names["decision"], decision.file_name if decision is not None else ""))
    return [
        f"{programme.id:>4}  {programme.number}: {programme.title}",
        *(f"      {name}: {text}" for name, text in facts if text),
    ]


def _from_document(chosen: Namespace) -> Answer:
    """Propose a programme from its document and write it. Raises DocumentSilent, NameTaken."""
    read = read_programme(chosen.source)
    said = {name: value for name in _FIELDS if (value := getattr(chosen, name)) is not None}
    doubts = tuple(
        doubt
        for doubt in read.head.doubts
        if not ({"title"} if doubt == "title_capitals" else _DAYS) <= said.keys()
    )
    proposal = replace(read, head=replace(read.head, doubts=doubts, **said))
    if not chosen.dry_run:
        _require_whole(proposal)
    programme = proposal.trial()
    path = data_file(chosen)
    if chosen.dry_run and files.exists(path):
        with opened(chosen) as workspace:
            workspace.programmes.require_new(proposal.head.number)
    with _filled(path, proposal, programme, dry=chosen.dry_run) as plan:
        data, lines = _told(proposal, plan, dry=chosen.dry_run)
    return Answer(data, lines)


def _require_whole(proposal: ProgrammeProposal) -> None:
    for name in _NEEDED:
        if not getattr(proposal.head, name):
            option = f"--{name.replace('_', '-')}"
            raise DocumentSilent("document" if name == "number" else name, option)


@contextmanager
def _filled(
    path: Path, proposal: ProgrammeProposal, programme: Programme, *, dry: bool
) -> Iterator[ImportPlan | None]:
    """Write the programme and its list; when dry, into a data file that is thrown away."""
    with temporary_folder() as folder:
        young = dry or not files.exists(path)
        target = folder / path.name if dry else path

        def make(new: Path) -> Workspace:
            return Workspace.create(new, programme, proposal.groups)

        with file_to_fill(target, dry=dry, make=make) as workspace:
            added = workspace.programme() if young else workspace.programmes.add(programme, proposal.groups)
            try:
                yield _with_list(workspace, added, proposal)
            except BaseException:
                if not young:
                    workspace.acts.undo()
                raise


def _with_list(workspace: Workspace, programme: Programme, proposal: ProgrammeProposal) -> ImportPlan | None:
    if proposal.tasks is None:
        return None
    register = workspace.register(programme.id)
    plan = proposal.planned(workspace.imports, register)
    workspace.imports.apply(register, plan)
    return plan


def _told(
    proposal: ProgrammeProposal, plan: ImportPlan | None, *, dry: bool
) -> tuple[dict[str, Any], list[str]]:
    head = proposal.head
    day = plan.effect.day(plan.stated.issued_on) if plan else None
    data = {
        "programme": {
            "kind": proposal.kind,
            "number": head.number,
            "issued_on": head.issued_on.isoformat() if head.issued_on else None,
            "issuer": head.issuer,
            "title": head.title,
            "starts_on": head.starts_on.isoformat() if head.starts_on else None,
            "ends_on": head.ends_on.isoformat() if head.ends_on else None,
        },
        "groups": [
            {"number": number, "title": title} for number, title in enumerate(proposal.groups, start=1)
        ],
        "tasks": plan.tally({}).written if plan else 0,
        "applied": not dry,
        "file": str(proposal.workbook.path),
        "sha256": proposal.workbook.sha256,
        "of_text": proposal.of_text,
        "missing": list(proposal.missing),
        "doubts": list(head.doubts),
        "list": plan_view(plan, {}, day) if plan else None,
    }
    days = [day_text(one) if one else "?" for one in (head.issued_on, head.starts_on, head.ends_on)]
    lines = [
        f"{proposal.kind or 'Văn bản'} số {head.number or '?'} ngày {days[0]} của {head.issuer or '?'}",
        f"  Tên: {head.title or '?'}",
        f"  Thực hiện: {days[1]} đến {days[2]}",
        *(f"  {number}. {title}" for number, title in enumerate(proposal.groups, start=1)),
        *(f"  {said}" for said in proposal.remarks()),
        *(plan_lines(plan, {}, day) if plan else []),
    ]
    end = "Chỉ xem trước, chưa ghi gì." if dry else f"Đã tạo đề án với {data['tasks']} nhiệm vụ."
    return data, [*lines, end]
