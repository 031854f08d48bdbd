"""Commands about what surrounds the figures: the office, regimes, words and layout of reports, sendings."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable
from dataclasses import asdict, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.cli.commands.answers import Answer, opened, programme_of, today
from desktop_app.domain.agencies import agency_key
from desktop_app.domain.errors import NotFound
from desktop_app.domain.reports import (
    ANNEXES,
    FIELDS,
    SECTIONS,
    Letter,
    Office,
    Preset,
    ReportKind,
    usual_preset,
)
from desktop_app.domain.sealed_version import Submission
from desktop_app.domain.text import day_text
from desktop_app.resources import words
from desktop_app.services.periods import regime_of_file
from desktop_app.services.reporting import Order, read_words
from desktop_app.services.workspace import Workspace

JSON = dict[str, Any]
ReadDay = Callable[[str], date]
KINDS = [kind.value for kind in ReportKind]

# ------------------------------------------------------------------------------------------------ the office


def add_office_options(parser: ArgumentParser) -> None:
    """Add the options of `office`."""
    said = words("field")
    names = ", ".join(f"{one.name} ({said[one.name]})" for one in fields(Office))
    parser.add_argument(
        "--set",
        nargs="+",
        default=[],
        metavar="MỤC=GIÁ_TRỊ",
        help=f"các mục: {names}; nhiều nơi nhận cách nhau bằng dấu chấm phẩy",
    )


def office(chosen: Namespace) -> Answer:
    """Show the office's own data, or set some of it."""
    with opened(chosen) as workspace:
        base = found = workspace.office.get()
        if chosen.set:
            known = {one.name for one in fields(Office)}
            said = dict(_pair(text, known, "office") for text in chosen.set)
            several = {name: "\n".join(_listed(value)) for name, value in said.items() if name in _LINES}
            found = replace(found, **(said | several))
            workspace.office.put(found, base)
            found = workspace.office.get()
    held = asdict(found)
    called = words("field")
    lines = [
        f"{name} ({called[name]}): {value.replace(chr(10), '; ') or '(chưa có)'}"
        for name, value in held.items()
    ]
    return Answer(held, lines)


_LINES = ("addressees", "receivers")


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.replace("\\n", ";").split(";") if part.strip()]


def _pair(text: str, known: Iterable[str], kind: str) -> tuple[str, str]:
    """Read "name=value". Raises NotFound for a name that there is not."""
    name, _, value = text.partition("=")
    if name.strip() not in known:
        raise NotFound(kind, f"{name.strip()} ({', '.join(sorted(known))})")
    return name.strip(), value.strip()


# ---------------------------------------------------------------------------------------------- the agencies


def add_agencies_options(parser: ArgumentParser, day: ReadDay) -> None:
    """Add the options of `agencies`; `day` reads a day."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--add", metavar="TÊN", help="thêm một cơ quan vào danh sách cơ quan")
    what.add_argument("--rename", nargs=2, metavar=("CŨ", "MỚI"), help="sửa tên một cơ quan ở mọi nơi")
    what.add_argument("--merge", nargs=2, metavar=("TÊN", "GIỮ_LẠI"), help="gộp cơ quan thứ nhất vào thứ hai")
    what.add_argument("--remove", metavar="TÊN", help="bỏ một cơ quan chưa nhiệm vụ nào dùng")
    what.add_argument(
        "--class",
        dest="classified",
        nargs="+",
        metavar=("LOẠI", "TÊN"),
        help=f"xếp các cơ quan vào một loại (thường dùng: {'; '.join(words('agency_class'))}); "
        'loại "" là bỏ xếp loại',
    )
    parser.add_argument(
        "--on", type=day, metavar="NGÀY", help="ngày hợp nhất; trước ngày này nhiệm vụ vẫn mang tên cũ"
    )


def agencies(chosen: Namespace) -> Answer:
    """List the catalogue of agencies, or add, rename, merge, classify and remove some."""
    with opened(chosen) as workspace:
        catalogue = workspace.agencies
        if chosen.add is not None:
            catalogue.add(chosen.add)
        elif chosen.rename is not None:
            catalogue.rename(_agency(workspace, chosen.rename[0]), chosen.rename[1])
        elif chosen.merge is not None:
            one, kept = (_agency(workspace, name) for name in chosen.merge)
            catalogue.merge(one, kept, chosen.on)
        elif chosen.remove is not None:
            catalogue.remove(_agency(workspace, chosen.remove))
        elif chosen.classified is not None:
            kind, *names = chosen.classified
            catalogue.classify([_agency(workspace, name) for name in names], kind)
        used, classes = catalogue.used(), catalogue.classes()
        found = [
            {"id": one.id, "name": one.name, "used": one.id in used, "class": classes.get(one.id, "")}
            for one in catalogue.all()
        ]
    lines = [
        f"{one['id']:>4}  {one['name']}"
        + ("" if one["used"] else "  (chưa dùng)")
        + (f"  [{one['class']}]" if one["class"] else "")
        for one in found
    ]
    return Answer({"agencies": found}, lines or ["Danh sách chưa có cơ quan nào."])


def _agency(workspace: Workspace, name: str) -> int:
    """Return the id of an agency by its name, in any spelling, or by its id. Raises NotFound."""
    for one in workspace.agencies.all():
        if agency_key(one.name) == agency_key(name) or str(one.id) == name:
            return one.id
    raise NotFound("agency", name)


# ---------------------------------------------------------------------------------------------- the regimes


def add_regime_options(parser: ArgumentParser) -> None:
    """Add the options of `regime`."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--save", type=Path, metavar="TỆP.json", help="thêm hoặc thay một chế độ báo cáo")
    what.add_argument("--remove", metavar="MÃ", help="bỏ một chế độ chưa dùng")
    what.add_argument(
        "--choose", nargs="+", metavar="MÃ", help="các chế độ mà đề án áp dụng, chế độ mặc định đứng đầu"
    )


def regime(chosen: Namespace) -> Answer:
    """List the reporting regimes, or save, remove and choose them."""
    with opened(chosen) as workspace:
        programme = programme_of(chosen, workspace)
        if chosen.save is not None:
            workspace.periods.save(regime_of_file(chosen.save))
        elif chosen.remove is not None:
            workspace.periods.remove(chosen.remove)
        elif chosen.choose:
            for regime_id in chosen.choose:
                if regime_id not in workspace.periods.regimes:
                    raise NotFound("regime", regime_id)
            programme = workspace.periods.choose(programme, tuple(chosen.choose))
        found = workspace.periods.regimes
    used = programme.all_regimes
    views = [{"id": one.id, "title": one.title, "used": one.id in used} for one in found.values()]
    lines = [f"{'*' if one['used'] else ' '} {one['id']:<14} {one['title']}" for one in views]
    return Answer({"regimes": views, "programme": list(used)}, lines)


# ------------------------------------------------------------------------------------------ words of reports


def add_words_options(parser: ArgumentParser, day: ReadDay) -> None:
    """Add the options of `words`; `day` reads a day."""
    _add_report_options(parser)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--write", nargs=2, metavar=("PHẦN", "LỜI"), help="viết lại nội dung của một phần")
    what.add_argument(
        "--write-file", nargs=2, metavar=("PHẦN", "TỆP.txt"), help="nội dung lấy từ tệp (UTF-8)"
    )
    what.add_argument("--again", metavar="PHẦN", help="trở lại nội dung do phần mềm soạn")
    parser.add_argument("--number", metavar="SỐ", help="số của báo cáo")
    parser.add_argument("--signed-on", type=day, metavar="NGÀY", help="ngày ký báo cáo")


def _add_report_options(parser: ArgumentParser) -> None:
    parser.add_argument("--period", required=True, metavar="KỲ")
    parser.add_argument("--kind", choices=KINDS, default="periodic", help="loại báo cáo")
    parser.add_argument("--agency", default="", metavar="TÊN", help="cơ quan chủ trì (với --kind agency)")


def report_words(chosen: Namespace) -> Answer:
    """Show the words of a report's sections, its number and day, or change them."""
    with opened(chosen) as workspace:
        register = workspace.register(programme_of(chosen, workspace).id)
        period = workspace.periods.find(chosen.period, register.programme)
        order = Order(kind=ReportKind(chosen.kind), period=period, agency=chosen.agency)
        key, narratives = workspace.reports.key(register, order), workspace.reports.narratives
        if chosen.write is not None or chosen.write_file is not None:
            section, text = chosen.write or _from_file(*chosen.write_file)
            narratives.write(key, _section(order.kind, section), text)
        elif chosen.again is not None:
            narratives.draft_again(key, _section(order.kind, chosen.again))
        if chosen.number is not None or chosen.signed_on is not None:
            letter = narratives.letter(key)
            number = letter.number if chosen.number is None else chosen.number
            narratives.put_letter(key, Letter(number, chosen.signed_on or letter.signed_on))
        draft = workspace.reports.draft(register, order, today())
        edited = narratives.edited(key)
    sections = [
        {"section": name, "text": text, "edited": name in edited} for name, text in draft.texts.items()
    ]
    day = draft.letter.signed_on
    data = {
        "sections": sections,
        "number": draft.letter.number,
        "signed_on": day.isoformat() if day else None,
    }
    lines = [f"{one['section']}{' (đã sửa)' if one['edited'] else ''}:\n{one['text']}" for one in sections]
    return Answer(data, lines)


def _from_file(section: str, path: str) -> tuple[str, str]:
    return section, read_words(Path(path))


def _section(kind: ReportKind, name: str) -> str:
    if name not in SECTIONS[kind]:
        raise NotFound("part", f"{name} ({', '.join(SECTIONS[kind])})")
    return name


# --------------------------------------------------------------------------------------------------- presets


def add_preset_options(parser: ArgumentParser) -> None:
    """Add the options of `preset`."""
    parser.add_argument("--kind", choices=KINDS, default="periodic", help="loại báo cáo")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--save", metavar="TÊN", help="lưu kiểu trình bày dưới tên này")
    what.add_argument("--remove", metavar="TÊN")
    what.add_argument(
        "--template", type=Path, metavar="TỆP.docx", help="dùng mẫu văn bản Word này cho mọi báo cáo"
    )
    what.add_argument("--shipped-template", action="store_true", help="trở lại mẫu văn bản Word có sẵn")
    parser.add_argument("--columns", metavar="CỘT,CỘT", help="các cột của bảng nhiệm vụ, theo thứ tự")
    parser.add_argument("--sections", metavar="PHẦN,PHẦN", help="các phần của báo cáo, theo thứ tự")
    parser.add_argument("--annexes", metavar="PHỤ_LỤC,…", help="các phụ lục, theo thứ tự")
    parser.add_argument(
        "--title",
        action="append",
        default=[],
        metavar="MỤC=LỜI",
        help="ví dụ column.result=Kết quả, subject=…",
    )


def preset(chosen: Namespace) -> Answer:
    """List the presets of a kind of report, save or remove one, choose the Word template."""
    kind = ReportKind(chosen.kind)
    with opened(chosen) as workspace:
        presets = workspace.reports.presets
        if chosen.save is not None:
            presets.save(_preset(workspace, kind, chosen))
        elif chosen.remove is not None:
            presets.remove(kind, chosen.remove)
        elif chosen.template is not None:
            presets.use_template(chosen.template)
        elif chosen.shipped_template:
            presets.use_shipped_template()
        found = [usual_preset(kind), *presets.offered(kind)]
        template = presets.template_name
    views = [_preset_view(one) for one in found]
    lines = [
        f"{one.name or '(thông thường)'}: cột {', '.join(one.columns)}; phần {', '.join(one.sections)}; "
        f"phụ lục {', '.join(one.annexes)}"
        for one in found
    ]
    return Answer({"kind": kind.value, "presets": views, "template": template or None}, lines)


def _preset(workspace: Workspace, kind: ReportKind, chosen: Namespace) -> Preset:
    """Return the preset as asked for; what is not said is as in the one of that name, else the usual one."""
    try:
        base = workspace.reports.presets.find(kind, chosen.save)
    except NotFound:
        base = usual_preset(kind)
    titles = dict(base.titles)
    for text in chosen.title:
        name, _, value = text.partition("=")
        titles[name.strip()] = value.strip()
    return replace(
        base,
        name=chosen.save,
        columns=_parts(chosen.columns, FIELDS, base.columns),
        sections=_parts(chosen.sections, SECTIONS[kind], base.sections),
        annexes=_parts(chosen.annexes, ANNEXES[kind], base.annexes),
        titles=tuple(titles.items()),
    )


def _parts(said: str | None, known: Iterable[str], before: tuple[str, ...]) -> tuple[str, ...]:
    if said is None:
        return before
    known = tuple(known)
    names = tuple(name.strip() for name in said.split(",") if name.strip())
    for name in names:
        if name not in known:
            raise NotFound("part", f"{name} ({', '.join(known)})")
    return names


def _preset_view(one: Preset) -> JSON:
    return {
        "name": one.name,
        "columns": list(one.columns),
        "sections": list(one.sections),
        "annexes": list(one.annexes),
        "titles": dict(one.titles),
    }


# -------------------------------------------------------------------------------------------------- sendings


def add_submit_options(parser: ArgumentParser, day: ReadDay) -> None:
    """Add the options of `submit`; `day` reads a day."""
    parser.add_argument("--period", required=True, metavar="KỲ")
    parser.add_argument("--document", metavar="SỐ", help="số, ký hiệu báo cáo đã gửi; bỏ trống để liệt kê")
    parser.add_argument("--on", type=day, metavar="NGÀY", help="ngày gửi; mặc định hôm nay")
    parser.add_argument("--signer", default="", metavar="NGƯỜI_KÝ")
    parser.add_argument("--channel", default="", metavar="CÁCH_GỬI", help="ví dụ trục liên thông, bưu điện")
    parser.add_argument("--file", type=Path, nargs="+", default=[], metavar="TỆP", help="các tệp đã gửi")


def submit(chosen: Namespace) -> Answer:
    """List what was sent for a period, or register a sending with its files."""
    with opened(chosen) as workspace:
        programme = programme_of(chosen, workspace)
        period = workspace.periods.find(chosen.period, programme)
        if chosen.document is not None:
            sent = Submission(
                id=0,
                programme_id=programme.id,
                period=period.id,
                version=None,
                document=chosen.document,
                sent_on=chosen.on or today(),
                signer=chosen.signer,
                channel=chosen.channel,
            )
            workspace.sealing.submit(sent, chosen.file)
        found = workspace.sealing.submissions(programme.id, period.id)
    lines = [
        f"{day_text(one.sent_on)}  {one.document}, bản chốt {one.version}, {len(one.files)} tệp"
        for one in found
    ]
    data = {"period": period.id, "submissions": [_submission_view(one) for one in found]}
    return Answer(data, lines or [f"Chưa ghi lần gửi báo cáo nào của {period.label}."])


def _submission_view(one: Submission) -> JSON:
    return {
        "document": one.document,
        "sent_on": one.sent_on.isoformat(),
        "version": one.version,
        "signer": one.signer,
        "channel": one.channel,
        "files": [{"file": name, "sha256": sha256} for name, sha256 in one.files],
    }
