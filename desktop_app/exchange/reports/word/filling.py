"""A Word template (docxtpl), looked through and filled in; this runs in a child for one of an office."""

import itertools
import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.domain.errors import (
    SourceError,
    TemplateBroken,
    TemplateDamaged,
    TemplateFieldMissing,
    TemplateFieldUnknown,
    TemplateTooHeavy,
)
from desktop_app.domain.reports import Chart, Table
from desktop_app.exchange.reading import opened_archive, part_of
from desktop_app.exchange.reports.document_text import DOCUMENT_NUMBER
from desktop_app.exchange.reports.word._language import (
    ForbiddenTemplate,
    Language,
    LoopCounter,
    TooMuch,
    counted,
)
from desktop_app.exchange.reports.word._parts import (
    W,
    chart_paragraph,
    one_compat,
    room_of,
    rule,
    section_break,
    stand_upright,
    table_element,
    text_width,
)

if TYPE_CHECKING:
    from docxtpl.template import DocxTemplate
    from lxml.etree import _Element


BELOW_TABLE = 8
"""Points between a table and the text below it."""

REQUIRED = ("trich_yeu", "noi_dung", "phu_luc")
"""Without these marks a template would lose what the report says."""

LARGEST_PART = 2 * 2**20
"""Bytes of a part of markup; the shipped template has 60,000. docxtpl goes through it dozens of times."""

_BRACES = re.compile(r"\{[{%#]|[}%#]\}")
_CLOSED_BY = {"{{": "}}", "{%": "%}", "{#": "#}"}
_TAGS = re.compile(r"<[^>]*>")
_HYPHEN = "\ue001"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MARK = re.compile("\ue000(\\w+):(\\d+)\ue000")
_NAMED = re.compile(r"'(\w+)' is undefined|has no attribute '(\w+)'")

FIELDS = frozenset({
    "co_quan_chu_quan", "don_vi", "so_van_ban", "dia_danh_ngay", "ten_loai", "trich_yeu", "kinh_gui",
    "noi_dung", "noi_nhan", "chuc_vu", "nguoi_ky", "phu_luc", "canh_bao", "ke_don_vi", "ke_tieu_ngu",
    "ke_trich_yeu", "ma_kiem_tra",
})  # fmt: skip
"""The fields of a template. Their names are Vietnamese because the office reads and writes them."""

Context = dict[str, Any]
"""The fields of a template: texts that are XML already, lists and mappings of them."""


@dataclass(frozen=True, slots=True)
class LineBelow:
    """A line below a text of a size (points), so long as a part of it."""

    text: str
    size: float
    part: float


@dataclass(frozen=True, slots=True)
class DrawnParts:
    """What is drawn into the filled template, by the number in its mark."""

    tables: list[Table] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    rules: list[LineBelow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TemplateJob:
    """What a template is filled with.

    `annexes` says of each whether its sheet stands upright; `closing` are the words that stay with the
    signature.
    """

    context: Context
    drawn: DrawnParts
    annexes: list[bool]
    closing: str
    subject: str
    author: str
    warning: str


def look_through(path: Path) -> None:
    """Refuse a template that no report can be written into. Raises the TemplateError family."""
    _check_fields(path, _open(path), Language())


def fill(job: TemplateJob, path: Path) -> "DocxTemplate":
    """Return the template at `path`, filled. Raises the TemplateError family."""
    opened, language = _open(path), Language()
    _check_fields(path, opened, language)
    _render(path, opened, counted(job.context, LoopCounter()), language)
    docx: Any = opened.docx
    body = docx.element.body
    _draw(docx.part, body, job.drawn, job.annexes)
    _keep_closing(body, job.closing)
    _keep_numbers(body)
    one_compat(docx.settings.element)
    properties = docx.core_properties
    properties.title, properties.author = job.subject[:255], job.author[:255]
    properties.last_modified_by = job.author[:255]  # an office's own template names whoever made it
    properties.comments = job.warning
    return opened


def _open(path: Path) -> "DocxTemplate":
    from docx.opc.exceptions import PackageNotFoundError
    from docxtpl.template import DocxTemplate
    from lxml.etree import XMLSyntaxError

    try:
        with opened_archive(path) as archive:
            for part in archive.infolist():
                if part.filename.endswith((".xml", ".rels")):
                    _check_markup(path, part_of(archive, part))
        opened = DocxTemplate(str(path))
        opened.init_docx()
    except (SourceError, PackageNotFoundError, XMLSyntaxError, KeyError, ValueError, OSError) as error:
        raise TemplateDamaged(path) from error
    return opened


def _check_markup(path: Path, body: bytes) -> None:
    """Refuse what docxtpl would go through without end: a book, braces that open and never close."""
    if len(body) > LARGEST_PART:
        raise TemplateTooHeavy(path)
    text, opened = _TAGS.sub("", body.decode("utf-8", "replace")), None
    for found in _BRACES.finditer(text):
        if opened is None:
            opened = found if found[0] in _CLOSED_BY else None
        elif found[0] == _CLOSED_BY[opened[0]]:
            opened = None
        elif found[0] in _CLOSED_BY and opened[0] != "{#":
            break
    if opened is not None:
        raise TemplateBroken(path, text[opened.start() : opened.start() + 80])


def _check_fields(path: Path, opened: "DocxTemplate", language: Language) -> None:
    from jinja2 import TemplateSyntaxError

    try:
        asked = opened.get_undeclared_template_variables(language)
    except ForbiddenTemplate as error:
        raise TemplateBroken(path, _near(error)) from error
    except TemplateSyntaxError as error:
        raise TemplateBroken(path, _unbalanced(opened)) from error
    except (RecursionError, ValueError) as error:  # brackets in brackets, a number without end
        raise TemplateBroken(path, "") from error
    for name in sorted(asked - FIELDS):
        raise TemplateFieldUnknown(path, name)
    for name in REQUIRED:
        if name not in asked:
            raise TemplateFieldMissing(path, name)


def _render(path: Path, opened: "DocxTemplate", context: Context, language: Language) -> None:
    from jinja2 import TemplateError, UndefinedError
    from lxml.etree import XMLSyntaxError

    try:
        opened.render(dict(context.items()), language)
    except TooMuch as error:
        raise TemplateTooHeavy(path) from error
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
    if isinstance(error, ForbiddenTemplate):
        return str(error)[:80]
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


def mark(kind: str, number: int) -> str:
    """Return the paragraph in whose place a part is drawn once the template is filled."""
    return f"<w:p><w:r><w:t>\ue000{kind}:{number}\ue000</w:t></w:r></w:p>"


def _draw(part: Any, body: "_Element", drawn: DrawnParts, upright: Sequence[bool]) -> None:
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
            _keep_apart(paragraph.getnext())
        elif kind == "chart":
            paragraph.addprevious(chart_paragraph(part, drawn.charts[number]))
        elif kind == "rule":
            line = drawn.rules[number]
            paragraph.addprevious(rule(line.text, line.size, line.part, room_of(paragraph, page)))
        elif number:  # every annex after the first ends the one before it
            paragraph.addprevious(section_break(last, upright=upright[number - 1]))
        paragraph.getparent().remove(paragraph)
    if upright and upright[-1]:
        stand_upright(last)
    elif not upright and len(sections) > 1:
        _one_section(body, sections[0], last)


def _keep_apart(following: Any) -> None:
    """Leave room between a table and the text below it, as the PDF does; Word leaves none."""
    from docx.shared import Pt
    from docx.text.parfmt import ParagraphFormat

    text = "".join(one.text or "" for one in following.iter(f"{W}t")) if following is not None else ""
    if text and _MARK.fullmatch(text) is None:
        ParagraphFormat(following).space_before = Pt(BELOW_TABLE)


def _keep_closing(body: Any, closing: str) -> None:
    """Keep the closing words with what follows: the signature never stands on a page of its own."""
    from docx.text.parfmt import ParagraphFormat

    if not closing:
        return
    closings = [
        one for one in body.iter(f"{W}p") if "".join(part.text or "" for part in one.iter(f"{W}t")) == closing
    ]
    for last in closings[-1:]:
        between = itertools.takewhile(lambda one: one.tag == f"{W}p", last.itersiblings())
        for paragraph in (last, *between):
            ParagraphFormat(paragraph).keep_with_next = True


def _keep_numbers(body: "_Element") -> None:
    """Keep the number of a document on one line: Word divides a line after a hyphen, and no slash."""
    for text in [one for one in body.iter(f"{W}t") if "-" in (one.text or "") and "/" in (one.text or "")]:
        words = text.text or ""
        pieces = DOCUMENT_NUMBER.sub(lambda found: found[0].replace("-", _HYPHEN), words).split(_HYPHEN)
        for piece in pieces[:-1]:
            before = deepcopy(text)
            before.text = piece
            before.set(_SPACE, "preserve")
            text.addprevious(before)
            text.addprevious(text.makeelement(f"{W}noBreakHyphen"))
        if len(pieces) > 1:
            text.text = pieces[-1]
            text.set(_SPACE, "preserve")


def _one_section(body: "_Element", first: "_Element", last: "_Element") -> None:
    """Merge the two sections into one: without an annex the pages of the letter are all there are."""
    properties = first.getparent()
    body.replace(last, deepcopy(first))
    properties.remove(first)
