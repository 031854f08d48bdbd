import re
import struct
import tomllib
from pathlib import Path

from defusedxml.ElementTree import parse

from desktop_app.resources import resource
from desktop_app.ui.window._help_window import LICENCES

HELP = resource("help", "index.html")
ICONS = resource("icons")
TEXT_TAGS = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "h1",
    "h2",
    "h3",
    "p",
    "ul",
    "ol",
    "li",
    "b",
    "a",
}
TABLE_TAGS = {"table", "tr", "th", "td"}


def test_every_link_of_the_guide_leads_to_a_chapter_of_it() -> None:
    text = HELP.read_text(encoding="utf-8")
    anchors = re.findall(r'<a name="([a-z-]+)"', text)
    links = re.findall(r'href="([^"]+)"', text)
    assert len(anchors) == len(set(anchors))
    assert {link for link in links if not link.startswith("#")} == set()
    assert {link.removeprefix("#") for link in links} == set(anchors)


def test_the_guide_has_its_chapters_in_order() -> None:
    chapters = re.findall(r"<h2><a name=\"[a-z-]+\"></a>(\d+)\. ", HELP.read_text(encoding="utf-8"))
    assert [int(number) for number in chapters] == list(range(1, len(chapters) + 1))
    assert len(chapters) >= 16


def test_the_guide_uses_only_what_qt_can_show_and_closes_every_tag() -> None:
    text = HELP.read_text(encoding="utf-8")
    opened = re.findall(r"<([a-z0-9]+)[ >]", text)
    closed = re.findall(r"</([a-z0-9]+)>", text)
    assert set(opened) <= TEXT_TAGS | TABLE_TAGS
    assert sorted(tag for tag in opened if tag != "meta") == sorted(closed)


def test_the_guide_names_every_shortcut() -> None:
    text = HELP.read_text(encoding="utf-8")
    for shortcut in ("F1", "F2", "Ctrl+1", "Delete", *(f"Ctrl+{key}" for key in "OIEFNCVDZY")):
        assert f"{shortcut}<" in text or f"{shortcut}," in text or f"{shortcut} " in text


def test_icons_are_plain_20_pixel_drawings_that_can_be_tinted() -> None:
    drawings = sorted(ICONS.glob("*_20_*.svg"))
    assert drawings
    for path in drawings:
        root = parse(path).getroot()
        assert root is not None
        assert root.get("viewBox") == "0 0 20 20"
        assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {"svg", "path"}
        assert all(element.get("fill") in {None, "none"} for element in root.iter()), path


def test_states_that_call_have_a_filled_icon_beside_the_regular_one() -> None:
    for name in ("checkmark_circle", "error_circle", "clock", "pause_circle", "warning"):
        assert (ICONS / f"{name}_20_regular.svg").is_file()
        assert (ICONS / f"{name}_20_filled.svg").is_file()


def test_icons_come_with_their_licence() -> None:
    text = (ICONS / "LICENSE").read_text(encoding="utf-8")
    assert "MIT License" in text
    assert "Microsoft Corporation" in text


def test_the_icon_of_the_program_has_every_size_of_windows() -> None:
    data = (ICONS / "app.ico").read_bytes()
    _, kind, count = struct.unpack_from("<HHH", data)
    sides = [data[6 + 16 * index] or 256 for index in range(count)]
    assert kind == 1
    assert sides == [16, 20, 24, 32, 40, 48, 64, 128, 256]
    assert (ICONS / "app.png").read_bytes().startswith(b"\x89PNG")


def test_every_dependency_is_named_with_its_licence() -> None:
    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))[
        "project"
    ]
    names = {re.split(r"[<>=~!;\[ -]", one)[0].lower() for one in project["dependencies"]}
    told = {name.split()[0].split("-")[0].lower() for name, _ in LICENCES}
    assert {name.split("-")[0] for name in names} <= told
