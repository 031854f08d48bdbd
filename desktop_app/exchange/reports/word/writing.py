"""A report written as a Word document, by the shipped template or by one of the office."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from desktop_app.domain.codec import canonical, to_plain
from desktop_app.domain.errors import (
    AppError,
    SourceError,
    SourceMissing,
    SourceNotReadable,
    SourceReaderBroken,
    SourceReaderStopped,
    SourceTooLarge,
    TemplateBroken,
    TemplateDamaged,
    TemplateFieldMissing,
    TemplateFieldUnknown,
    TemplateTooHeavy,
)
from desktop_app.domain.plain_json import NotPlain, read_json
from desktop_app.domain.reports import Annex, Block, Part, ReportDocument, Table
from desktop_app.domain.work import Progress, no_progress
from desktop_app.exchange.children import (
    READING,
    TEMPLATE,
    Child,
    ChildEnd,
    ChildEndKind,
    Limits,
    NotStarted,
    command,
)
from desktop_app.exchange.reading import look
from desktop_app.exchange.reports.document_text import MOTTO
from desktop_app.exchange.reports.word.filling import Context, DrawnParts, LineBelow, TemplateJob, fill, mark
from desktop_app.files import read_bytes, read_text, replacing
from desktop_app.files.scratch import temporary_folder
from desktop_app.resources import resource

SECONDS = 60
_SECONDS_FOR_ANY, _ROWS_A_SECOND = 20, 250
"""The start of the child counts, as for lists."""
_LONG = 2_000
"""Rows of a report from which on it may take more memory than a list."""
_LARGEST = 100 * 2**20
_RULE_SIZES = {"ke_don_vi": (12.0, 0.4), "ke_tieu_ngu": (13.0, 1.0), "ke_trich_yeu": (14.0, 0.4)}


def usual_template() -> Path:
    """Return the template that is shipped."""
    return resource("templates", "report.docx")


def write_docx(
    document: ReportDocument, target: Path, template: Path | None = None, progress: Progress = no_progress
) -> None:
    """Write `document` to `target` (*.docx): whole, or the old file stays as it was.

    Raises the TemplateError family before anything is written, and what `replacing` raises.
    """
    progress(0, 0)
    job = _job(document)
    if template is None or template == usual_template():
        filled = fill(job, usual_template())
        progress(0, 0)
        packed = BytesIO()  # a zip that a full disk cuts short complains again when it is thrown away
        filled.save(packed)
        with replacing(target) as temporary:
            temporary.write_bytes(packed.getbuffer())
        return
    with _filled(job, template, progress) as body, replacing(target) as temporary:
        temporary.write_bytes(body)


def check_template(path: Path) -> None:
    """Refuse a template that no report can be written into. Raises the TemplateError family."""
    _look(path)
    with temporary_folder() as folder:
        _work(path, folder / "said", ())


@contextmanager
def _filled(job: TemplateJob, template: Path, progress: Progress) -> Iterator[bytes]:
    """Fill a template in a child, and provide the document that it made."""
    _look(template)
    rows = sum(len(table.rows) for table in job.drawn.tables)
    with temporary_folder() as folder:
        source, answer = folder / "job.json", folder / "report.docx"
        source.write_text(canonical(to_plain(job)), encoding="utf-8")
        limits = READING if rows < _LONG else TEMPLATE
        _work(template, folder / "said", (source, answer), limits=limits, rows=rows, progress=progress)
        yield read_bytes(answer, _LARGEST)


def _look(path: Path) -> None:
    """Look into the package before anything parses it."""
    try:
        look(path, no_progress)
    except (SourceMissing, SourceNotReadable, SourceTooLarge):
        raise
    except SourceError as error:
        raise TemplateDamaged(path) from error


def _work(
    template: Path,
    said: Path,
    work: Sequence[Path],
    *,
    limits: Limits = READING,
    rows: int = 0,
    progress: Progress = no_progress,
) -> None:
    """Have a child check a template, and do `work` with it. Raises the TemplateError family."""
    seconds = min(SECONDS, _SECONDS_FOR_ANY + rows // _ROWS_A_SECOND)
    arguments = [*command("--word-child"), str(template.resolve()), str(said), *map(str, work)]
    try:
        with Child("template", arguments, limits) as child:
            found = child.wait(seconds, progress)
    except NotStarted as error:
        found = error.ending
    if found.how is not ChildEndKind.DONE:
        raise _refusal(template, found, said)


def _refusal(path: Path, found: ChildEnd, said: Path) -> AppError:
    """Say in an error what ended the child: what the template asks for, or what it is."""
    match found.how:
        case ChildEndKind.TOO_SLOW | ChildEndKind.NO_MEMORY:
            return TemplateTooHeavy(path)
        case ChildEndKind.NOT_LOADED:
            return SourceReaderBroken(path, found.detail)
        case ChildEndKind.KILLED:
            return SourceReaderStopped(path)
    try:
        name, text = read_json(read_text(said))
    except (NotPlain, SourceError, ValueError):
        return TemplateDamaged(path)
    if name == TemplateBroken.__name__:
        return TemplateBroken(path, str(text))
    if name == TemplateFieldUnknown.__name__:
        return TemplateFieldUnknown(path, str(text))
    if name == TemplateFieldMissing.__name__:
        return TemplateFieldMissing(path, str(text))
    return TemplateTooHeavy(path) if name == TemplateTooHeavy.__name__ else TemplateDamaged(path)


def _job(document: ReportDocument) -> TemplateJob:
    drawn = DrawnParts()
    context = _context(document, drawn)
    closing = document.sections[-1].blocks[-1]
    return TemplateJob(
        context=context,
        drawn=drawn,
        annexes=[one.upright for one in document.annexes],
        closing="" if isinstance(closing, Table) else closing.text,
        subject=document.subject,
        author=document.author,
        warning=document.warning,
    )


def _context(document: ReportDocument, drawn: DrawnParts) -> Context:
    rules = {"ke_don_vi": document.department, "ke_tieu_ngu": MOTTO, "ke_trich_yeu": document.subject}
    return {
        "co_quan_chu_quan": _safe(document.parent_body),
        "don_vi": _safe(document.department),
        "so_van_ban": _safe(document.number_line),
        "dia_danh_ngay": _safe(document.place_line),
        "ten_loai": _safe(document.title),
        "trich_yeu": _safe(document.subject),
        "kinh_gui": [_safe(one) for one in document.addressees],
        "noi_dung": [
            {"ten": _safe(one.title), "doan": [_block(block, drawn) for block in one.blocks]}
            for one in document.sections
        ],
        "noi_nhan": [_safe(one) for one in document.receivers],
        "chuc_vu": [_safe(one) for one in document.signing],
        "nguoi_ky": _safe(document.signer_name),
        "phu_luc": [_annex(one, number, drawn) for number, one in enumerate(document.annexes)],
        "canh_bao": _safe(document.warning),
        "ma_kiem_tra": _safe(document.trace),
        **{name: _ruled(text, *_RULE_SIZES[name], drawn) for name, text in rules.items()},
    }


def _block(block: Block, drawn: DrawnParts) -> Context:
    if isinstance(block, Table):
        return {"bang": _table(block, drawn), "chu": "", "de_muc": False}
    return {"bang": "", "chu": _safe(block.text), "de_muc": block.lead}


_APART = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="200" w:lineRule="exact"/></w:pPr></w:p>'
"""A low line between two parts: Word makes one table of two that touch."""


def _annex(annex: Annex, number: int, drawn: DrawnParts) -> Context:
    return {
        "sang_trang": _APART if annex.follows else mark("section", number),
        "ten": _safe(annex.name),
        "tieu_de": _safe(annex.title),
        "kem_theo": _safe(annex.attached),
        "ghi_chu": [_safe(one) for one in annex.notes],
        "bang": _APART.join(_part(one, drawn) for one in annex.parts),
    }


def _part(part: Part, drawn: DrawnParts) -> str:
    if isinstance(part, Table):
        return _table(part, drawn)
    drawn.charts.append(part)
    return mark("chart", len(drawn.charts) - 1)


def _table(table: Table, drawn: DrawnParts) -> str:
    drawn.tables.append(table)
    return mark("table", len(drawn.tables) - 1)


def _ruled(text: str, size: float, part: float, drawn: DrawnParts) -> str:
    drawn.rules.append(LineBelow(text, size, part))
    return mark("rule", len(drawn.rules) - 1)


def _safe(text: str) -> str:
    """Escape a text once for all; docxtpl would turn "{_{" into braces of its own."""
    return escape(text).replace("{_", "{&#95;").replace("_}", "&#95;}")
