"""A Word template of an office shows fields and nothing more, in a child, under limits."""

import time
import zipfile
from pathlib import Path

import pytest
from docx import Document

from desktop_app.domain.errors import (
    SourceMissing,
    TemplateBroken,
    TemplateDamaged,
    TemplateFieldUnknown,
    TemplateTooHeavy,
)
from desktop_app.exchange.reports.word import check_template, usual_template, write_docx
from desktop_app.exchange.reports.word._language import ForbiddenTemplate, Language
from tests.exchange.document_samples import sample_document

QUICK = 20
"""Seconds in which a hostile template is refused on a busy machine; alone it takes two."""

FORBIDDEN = (
    "{{ 'x' * 9999999999 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ trich_yeu * 1000 }}",
    "{{ '%9999999999d' % 1 }}",
    "{{ '{:>9999999999}'.format(1) }}",
    "{% for a in range(999999999) %}{% for b in range(999999999) %}{% endfor %}{% endfor %}",
    "{% for a in 'xxxxxxxxxx' %}{% endfor %}",
    "{% set a = trich_yeu ~ trich_yeu %}",
    "{% macro a() %}{{ a() }}{% endmacro %}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ trich_yeu|replace('a', 'b') }}",
    "{{ trich_yeu|center(999999999) }}",
    "{% include 'a' %}",
    "{% extends 'a' %}",
    "{{ lipsum(n=999) }}",
    "{{ self.__init__ }}" + "{{ trich_yeu.upper() }}",
    "{% for a in kinh_gui recursive %}{{ loop(kinh_gui) }}{% endfor %}",
    "{% for a in kinh_gui %}" * 6 + "{% endfor %}" * 6,
)
ALLOWED = (
    "{{ trich_yeu|upper }} {{ kinh_gui|join('; ') }} {{ kinh_gui[0]|default('-') }}",
    "{% if canh_bao and not (kinh_gui|length > 1) %}{{ canh_bao ~ '!' }}{% endif %}",
    "{% for a in noi_dung %}{{ loop.index + 1 }}{% for b in a.doan %}{{ b.chu }}{% endfor %}{% endfor %}",
    "{{ 'x' if don_vi is defined else 'y' }}{{ 2 * loop.length }}",
)


def template(tmp_path: Path, text: str) -> Path:
    document = Document(str(usual_template()))
    document.add_paragraph(text)
    path = tmp_path / "mẫu.docx"
    document.save(str(path))
    return path


@pytest.mark.parametrize("text", FORBIDDEN)
def test_what_can_grow_without_end_is_not_of_the_language(text: str) -> None:
    with pytest.raises(ForbiddenTemplate):
        Language().parse(text)


@pytest.mark.parametrize("text", ALLOWED)
def test_fields_loops_and_choices_are(text: str) -> None:
    Language().parse(text)


def test_a_template_with_it_is_refused_by_the_words_in_it(tmp_path: Path) -> None:
    path = template(tmp_path, "Trước {{ 'x' * 9999999999 }} sau")
    with pytest.raises(TemplateBroken) as refused:
        check_template(path)
    assert refused.value.text.startswith("{{ 'x' * 9999999999 }}")


@pytest.mark.parametrize("body", ["x", "x" * 60_000], ids=["time", "memory"])
def test_loops_in_loops_end(tmp_path: Path, body: str) -> None:
    text = "".join(f"{{% for {one} in trich_yeu %}}" for one in "abcd") + body + "{% endfor %}" * 4
    target, begun = tmp_path / "a.docx", time.monotonic()
    with pytest.raises(TemplateTooHeavy):
        write_docx(sample_document(), target, template(tmp_path, text))
    assert time.monotonic() - begun < QUICK
    assert not target.exists()


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("{{ " + "(" * 20_000 + "1" + ")" * 20_000 + " }}", TemplateBroken),
        ("{{ " + "9" * 5_000 + " }}", TemplateBroken),
        ("{% if a %}" * 2_000, TemplateBroken),
        ("{{ kinh_gui.ten }}", TemplateFieldUnknown),
    ],
    ids=["brackets", "digits", "ifs", "field"],
)
def test_a_wrong_template_is_refused_by_its_kind(tmp_path: Path, text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        write_docx(sample_document(), tmp_path / "a.docx", template(tmp_path, text))


def test_a_template_as_large_as_a_book_is_refused(tmp_path: Path) -> None:
    with pytest.raises((TemplateTooHeavy, TemplateDamaged)):
        check_template(template(tmp_path, "{{ don_vi }}" + "xy" * 2_500_000))


def test_a_template_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing):
        check_template(tmp_path / "không.docx")


def test_entities_and_paths_out_of_the_package_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "mẫu.docx"
    for name, body in (("word/document.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), ("../../a", b"")):
        with zipfile.ZipFile(usual_template()) as kept, zipfile.ZipFile(path, "w") as made:
            for one in kept.namelist():
                made.writestr(one, body if one == name else kept.read(one))
            if name not in kept.namelist():
                made.writestr(name, body)
        with pytest.raises(TemplateDamaged):
            check_template(path)


def test_a_template_of_the_office_gives_what_the_shipped_one_gives(tmp_path: Path) -> None:
    ours, theirs, own = tmp_path / "a.docx", tmp_path / "b.docx", tmp_path / "own.docx"
    own.write_bytes(usual_template().read_bytes())
    write_docx(sample_document(), ours)
    write_docx(sample_document(), theirs, own)
    with zipfile.ZipFile(ours) as one, zipfile.ZipFile(theirs) as other:
        assert one.read("word/document.xml") == other.read("word/document.xml")
