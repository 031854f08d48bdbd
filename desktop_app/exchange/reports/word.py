"""The report as a Word document: a template (docxtpl) that an office may replace, filled in."""

import itertools
import re
import zipfile
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from desktop_app.domain.errors import (
    SourceError,
    TemplateBroken,
    TemplateDamaged,
    TemplateFieldMissing,
    TemplateFieldUnknown,
)
from desktop_app.domain.reports import Annex, Block, Chart, Part, ReportDocument, Table
from desktop_app.domain.work import Progress, no_progress
from desktop_app.exchange.reports._word_parts import (
    W,
    chart_paragraph,
    one_compat,
    room_of,
    rule,
    section_break,
    table_element,
    text_width,
)
from desktop_app.exchange.reports.document_text import MOTTO
from desktop_app.files import replacing
from desktop_app.resources import resource

if TYPE_CHECKING:
    from docxtpl.template import DocxTemplate
    from jinja2 import Environment
    from lxml.etree import _Element


REQUIRED = ("trich_yeu", "noi_dung", "phu_luc")
"""Without these marks a template would lose what the report says."""

_MARK = re.compile("\ue000(\\w+):(\\d+)\ue000")
_NAMED = re.compile(r"'(\w+)' is undefined|has no attribute '(\w+)'")
_RULE_SIZES = {"ke_don_vi": (12.0, 0.4), "ke_tieu_ngu": (13.0, 1.0), "ke_trich_yeu": (14.0, 0.4)}


FIELDS = frozenset({
    "co_quan_chu_quan", "don_vi", "so_van_ban", "dia_danh_ngay", "ten_loai", "trich_yeu", "kinh_gui",
    "noi_dung", "noi_nhan", "chuc_vu", "nguoi_ky", "phu_luc", "canh_bao", *_RULE_SIZES,
})  # fmt: skip
"""The fields of a template. Their names are Vietnamese because the office reads and writes them."""


@dataclass(slots=True)
class _Drawn:
    """What is drawn into the filled template, by the number in its mark."""

    tables: list[Table] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    rules: list[tuple[str, float, float]] = field(default_factory=list)


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
    filled = _fill(document, template or usual_template())
    progress(0, 0)
    with replacing(target) as temporary:
        filled.save(str(temporary))


def check_template(path: Path) -> None:
    """Refuse a template that no report can be written into. Raises the TemplateError family."""
    opened = _open(path)
    _check_fields(path, opened, _environment())


def _fill(document: ReportDocument, path: Path) -> "DocxTemplate":
    opened, environment = _open(path), _environment()
    _check_fields(path, opened, environment)
    drawn = _Drawn()
    context = _context(document, drawn)
    _render(path, opened, context, environment)
    docx: Any = opened.docx
    body = docx.element.body
    _draw(docx.part, body, drawn, annexes=bool(document.annexes))
    _keep_closing(body, document)
    one_compat(docx.settings.element)
    properties = docx.core_properties
    properties.title, properties.author = document.subject[:255], document.author[:255]
    properties.last_modified_by = document.author[:255]  # an office's own template names whoever made it
    properties.comments = document.warning
    return opened


def _open(path: Path) -> "DocxTemplate":
    from docx.opc.exceptions import PackageNotFoundError
    from docxtpl.template import DocxTemplate
    from lxml.etree import XMLSyntaxError

    from desktop_app.exchange.reading import look

    try:
        look(path, no_progress)
        opened = DocxTemplate(str(path))
        opened.init_docx()
    except (
        SourceError,
        PackageNotFoundError,
        XMLSyntaxError,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        OSError,
    ) as error:
        raise TemplateDamaged(path) from error
    return opened


def _environment() -> "Environment":
    """Return an environment in which a template can do nothing but show its fields."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def _check_fields(path: Path, opened: "DocxTemplate", environment: "Environment") -> None:
    from jinja2 import TemplateSyntaxError

    try:
        asked = opened.get_undeclared_template_variables(environment)
    except TemplateSyntaxError as error:
        raise TemplateBroken(path, _unbalanced(opened)) from error
    for name in sorted(asked - FIELDS):
        raise TemplateFieldUnknown(path, name)
    for name in REQUIRED:
        if name not in asked:
            raise TemplateFieldMissing(path, name)


def _render(
    path: Path, opened: "DocxTemplate", context: Mapping[str, Any], environment: "Environment"
) -> None:
    from jinja2 import TemplateError, UndefinedError
    from lxml.etree import XMLSyntaxError

    try:
        opened.render(dict(context), environment)
    except UndefinedError as error:
        named = _NAMED.search(str(error))
        raise TemplateFieldUnknown(path, (named[1] or named[2]) if named else str(error)) from error
    except TemplateError as error:
        raise TemplateBroken(path, _near(error)) from error
    except (
        XMLSyntaxError,
        ArithmeticError,
        AttributeError,
        LookupError,
        RuntimeError,
        TypeError,
        ValueError,
    ) as error:
        raise TemplateBroken(path, str(error)[:80]) from error


def _near(error: Exception) -> str:
    """Return the words around a fault, as the office finds them in its template."""
    lines = [line.strip() for line in getattr(error, "docx_context", ())]
    said = next((line for line in lines if "{" in line), "") or str(error)
    return said[:80]


def _unbalanced(opened: "DocxTemplate") -> str:
    """Return the paragraph whose braces do not close, else the last one with a statement."""
    docx: Any = opened.docx
    texts = ["".join(run.text or "" for run in one.iter(f"{W}t")) for one in docx.element.body.iter(f"{W}p")]
    marked = [text for text in texts if "{" in text]
    torn = [
        text
        for text in marked
        if any(text.count(a) != text.count(b) for a, b in (("{{", "}}"), ("{%", "%}")))
    ]
    return (torn or marked or [""])[-1][:80]


def _context(document: ReportDocument, drawn: _Drawn) -> dict[str, Any]:
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
        **{name: _ruled(text, *_RULE_SIZES[name], drawn) for name, text in rules.items()},
    }


def _block(block: Block, drawn: _Drawn) -> dict[str, Any]:
    if isinstance(block, Table):
        return {"bang": _table(block, drawn), "chu": "", "de_muc": False}
    return {"bang": "", "chu": _safe(block.text), "de_muc": block.lead}


def _annex(annex: Annex, number: int, drawn: _Drawn) -> dict[str, Any]:
    return {
        "sang_trang": _mark("section", number),
        "ten": _safe(annex.name),
        "tieu_de": _safe(annex.title),
        "kem_theo": _safe(annex.attached),
        "ghi_chu": [_safe(one) for one in annex.notes],
        "bang": _Ready("".join(_part(one, drawn) for one in annex.parts)),
    }


def _part(part: Part, drawn: _Drawn) -> "_Ready":
    if isinstance(part, Table):
        return _table(part, drawn)
    drawn.charts.append(part)
    return _mark("chart", len(drawn.charts) - 1)


def _table(table: Table, drawn: _Drawn) -> "_Ready":
    drawn.tables.append(table)
    return _mark("table", len(drawn.tables) - 1)


def _ruled(text: str, size: float, part: float, drawn: _Drawn) -> "_Ready":
    drawn.rules.append((text, size, part))
    return _mark("rule", len(drawn.rules) - 1)


def _safe(text: str) -> "_Ready":
    """Escape a text once for all; docxtpl would turn "{_{" into braces of its own."""
    return _Ready(escape(text).replace("{_", "{&#95;").replace("_}", "&#95;}"))


def _mark(kind: str, number: int) -> "_Ready":
    """Return the paragraph in whose place a part is drawn once the template is filled."""
    return _Ready(f"<w:p><w:r><w:t>\ue000{kind}:{number}\ue000</w:t></w:r></w:p>")


class _Ready(str):
    """Text that is XML already; jinja asks `__html__` before it escapes."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def _draw(part: Any, body: "_Element", drawn: _Drawn, *, annexes: bool) -> None:
    sections = list(body.iter(f"{W}sectPr"))
    last = sections[-1]
    page = text_width(sections[0])
    for paragraph in list(body.iter(f"{W}p")):
        found = _MARK.fullmatch("".join(text.text or "" for text in paragraph.iter(f"{W}t")))
        if found is None:
            continue
        kind, number = found[1], int(found[2])
        if kind == "table":
            paragraph.addprevious(table_element(drawn.tables[number]))
        elif kind == "chart":
            paragraph.addprevious(chart_paragraph(part, drawn.charts[number]))
        elif kind == "rule":
            paragraph.addprevious(rule(*drawn.rules[number], room_of(paragraph, page)))
        elif number:  # every annex after the first ends the one before it
            paragraph.addprevious(section_break(last))
        paragraph.getparent().remove(paragraph)
    if not annexes and len(sections) > 1:
        _one_section(body, sections[0], last)


def _keep_closing(body: Any, document: ReportDocument) -> None:
    """Keep the closing words with what follows: the signature never stands on a page of its own."""
    from docx.text.parfmt import ParagraphFormat

    closing = document.sections[-1].blocks[-1]
    if isinstance(closing, Table):
        return
    closings = [
        one
        for one in body.iter(f"{W}p")
        if "".join(part.text or "" for part in one.iter(f"{W}t")) == closing.text
    ]
    for last in closings[-1:]:
        between = itertools.takewhile(lambda one: one.tag == f"{W}p", last.itersiblings())
        for paragraph in (last, *between):
            ParagraphFormat(paragraph).keep_with_next = True


def _one_section(body: "_Element", first: "_Element", last: "_Element") -> None:
    """Without an annex the page of the letter is the only one."""
    properties = first.getparent()
    body.replace(last, deepcopy(first))
    properties.remove(first)
