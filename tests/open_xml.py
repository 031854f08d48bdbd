"""Whether a Word or Excel file is one by the Open XML rules (ECMA-376, parts 1 and 2), for the tests.

`faults` lists what is wrong: parts without content type, relationships that lead nowhere, children out of
order or too many, numbers that stand twice, cells, styles and tables that do not fit each other.
"""

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree
from openpyxl.utils import range_boundaries

CONTENT_TYPES = "[Content_Types].xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

ORDERS = {
    f"{W}settings": (
        "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "
        "displayBackgroundShape embedTrueTypeFonts embedSystemFonts saveSubsetFonts saveFormsData "
        "mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter "
        "gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle* proofState formsDesign "
        "attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge "
        "revisionView trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection "
        "autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop autoHyphenation "
        "consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope summaryLength "
        "clickAndTypeStyle defaultTableStyle evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting "
        "bookFoldPrintingSheets drawingGridHorizontalSpacing drawingGridVerticalSpacing "
        "displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery "
        "doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin "
        "doNotShadeFormData noPunctuationKerning characterSpacingControl printTwoOnOne "
        "strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore savePreviewPicture "
        "doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText "
        "doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt showXMLTags "
        "alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat docVars "
        "rsids mathPr attachedSchema* themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats "
        "doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType* schemaLibrary "
        "shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator docId defaultImageDpi"
    ),
    f"{W}pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr "
        "shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN "
        "bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc "
        "textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ),
    f"{W}rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
        "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd "
        "fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
    ),
    f"{W}tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
        "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
    ),
    f"{W}tcPr": (
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign "
        "hideMark"
    ),
    f"{W}sectPr": (
        "headerReference* footerReference* footnotePr endnotePr type pgSz pgMar paperSrc pgBorders "
        "lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid "
        "printerSettings"
    ),
    f"{W}style": (
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat "
        "locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr*"
    ),
    f"{W}lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    f"{S}worksheet": (
        "sheetPr dimension sheetViews sheetFormatPr cols* sheetData sheetCalcPr sheetProtection "
        "protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells "
        "phoneticPr conditionalFormatting* dataValidations hyperlinks printOptions pageMargins pageSetup "
        "headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing "
        "legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts "
        "extLst"
    ),
    f"{S}workbook": (
        "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups "
        "externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr "
        "smartTagTypes webPublishing fileRecoveryPr* webPublishObjects extLst"
    ),
    f"{S}styleSheet": (
        "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"
    ),
    f"{S}xf": "alignment protection extLst",
    f"{S}table": "autoFilter sortState tableColumns tableStyleInfo extLst",
    f"{S}headerFooter": "oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter",
    f"{C}chartSpace": (
        "date1904 lang roundedCorners AlternateContent style clrMapOvr pivotSource protection chart spPr "
        "txPr externalData printSettings userShapes extLst"
    ),
    f"{C}chart": (
        "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly "
        "dispBlanksAs showDLblsOverMax extLst"
    ),
    f"{C}barChart": "barDir grouping varyColors ser* dLbls gapWidth overlap serLines* axId* extLst",
    f"{C}ser": (
        "idx order tx spPr invertIfNegative pictureOptions dPt* dLbls trendline* errBars cat val shape extLst"
    ),
    f"{C}dLbls": (
        "dLbl* delete numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent "
        "showBubbleSize separator showLeaderLines leaderLines extLst"
    ),
}
"""The children of an element in their order; with "*" those that may stand more than once."""


def faults(path: Path) -> list[str]:
    """List what is wrong with a package; none if it is sound."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        found = [f"{name} stands {count} times" for name, count in Counter(names).items() if count > 1]
        parts = {name: archive.read(name) for name in names if not name.endswith("/")}
    trees: dict[str, Any] = {}
    for name, body in parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            try:
                trees[name] = etree.fromstring(body)
            except etree.XMLSyntaxError as error:
                found.append(f"{name}: {error}")
    if CONTENT_TYPES not in trees:
        return [*found, "no content types"]
    found += _content_types(trees[CONTENT_TYPES], parts)
    found += _relationships(trees, parts)
    for name, tree in trees.items():
        found += (f"{name}: {fault}" for fault in _orders(tree))
    found += _word(trees) if "word/document.xml" in trees else _excel(trees)
    return found


def _content_types(root: Any, parts: dict[str, bytes]) -> Iterator[str]:
    usual = [one.get("Extension").lower() for one in root.iterfind("{*}Default")]
    own = [one.get("PartName").lstrip("/") for one in root.iterfind("{*}Override")]
    yield from (f"content type of {name} stands twice" for name in _twice([*usual, *own]))
    yield from (f"content type of {name}, which is missing" for name in own if name not in parts)
    for name in parts:
        ending = name.rpartition(".")[2].lower()
        if name != CONTENT_TYPES and name not in own and ending not in usual:
            yield f"{name} has no content type"


def _relationships(trees: dict[str, Any], parts: dict[str, bytes]) -> Iterator[str]:
    known: dict[str, set[str]] = {}
    for name, tree in ((name, tree) for name, tree in trees.items() if name.endswith(".rels")):
        folder, _, file = name.rpartition("/")
        source = posixpath.join(folder.removesuffix("_rels"), file.removesuffix(".rels"))
        if source and source not in parts:
            yield f"{name} belongs to {source}, which is missing"
        ids = [one.get("Id") for one in tree]
        known[source] = set(ids)
        yield from (f"{name}: {one} stands twice" for one in _twice(ids))
        for one in tree:
            if one.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), one.get("Target")))
                if target.lstrip("/") not in parts:
                    yield f"{name}: {one.get('Id')} leads to {target}, which is missing"
    yield from _named_relationships(trees, known)


def _named_relationships(trees: dict[str, Any], known: dict[str, set[str]]) -> Iterator[str]:
    for name, tree in trees.items():
        for element in tree.iter(etree.Element):
            for key, value in element.attrib.items():
                if str(key).startswith(R) and value and value not in known.get(name, set()):
                    yield f"{name}: {etree.QName(element).localname} names {value}, which is missing"


def _orders(tree: Any) -> Iterator[str]:
    for element in tree.iter(*ORDERS):
        order = ORDERS[element.tag].split()
        places = {name.rstrip("*"): (place, name.endswith("*")) for place, name in enumerate(order)}
        before = -1
        for child in element.iterchildren(etree.Element):
            name = etree.QName(child).localname
            place, again = places.get(name, (-1, False))
            if place < 0:
                yield f"{etree.QName(element).localname} has a {name}"
            elif place < before or (place == before and not again):
                yield f"{etree.QName(element).localname}: {name} stands too late or twice"
            before = max(before, place)


def _word(trees: dict[str, Any]) -> Iterator[str]:
    body = trees["word/document.xml"].find(f"{W}body")
    if etree.QName(body[-1]).localname != "sectPr":
        yield "the body does not end with its section"
    yield from _cells(body)
    yield from _numbered(trees, body)


def _cells(body: Any) -> Iterator[str]:
    for cell in body.iter(f"{W}tc"):
        if cell[-1].tag != f"{W}p":
            yield "a cell does not end with a paragraph"
    for table in body.iter(f"{W}tbl"):
        wide = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for row in table.iterfind(f"{W}tr"):
            spans = (cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.iterfind(f"{W}tc"))
            count = sum(int(span.get(f"{W}val")) if span is not None else 1 for span in spans)
            if count != wide:
                yield f"a row of {count} cells in a table of {wide} columns"


def _numbered(trees: dict[str, Any], body: Any) -> Iterator[str]:
    pictures = [
        one.get("id")
        for name, tree in trees.items()
        if name.startswith("word/")
        for one in tree.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
    ]
    yield from (f"drawing {one} stands twice" for one in _twice(pictures))
    yield from (f"bookmark {one} stands twice" for one in _twice(_all(body, f"{W}bookmarkStart", f"{W}id")))
    styles = _all(trees["word/styles.xml"], f"{W}style", f"{W}styleId")
    yield from (f"style {one} stands twice" for one in _twice(styles))
    for tag in ("pStyle", "rStyle", "tblStyle"):
        for used in set(_all(body, f"{W}{tag}", f"{W}val")) - set(styles):
            yield f"style {used} is not there"
    if "word/numbering.xml" in trees:
        numbers = trees["word/numbering.xml"]
        for tag, key in (("abstractNum", "abstractNumId"), ("num", "numId")):
            yield from (f"{tag} {one} stands twice" for one in _twice(_all(numbers, W + tag, W + key)))


def _excel(trees: dict[str, Any]) -> Iterator[str]:
    book = trees["xl/workbook.xml"]
    for key in ("name", "sheetId", f"{R}id"):
        sheets = [one.get(key).casefold() for one in book.iterfind(f"{S}sheets/{S}sheet")]
        yield from (f"sheet {one} stands twice" for one in _twice(sheets))
    for one in book.iterfind(f"{S}sheets/{S}sheet"):
        if len(one.get("name")) > 31 or re.search(r"[\[\]:*?/\\]", one.get("name")):
            yield f"no name for a sheet: {one.get('name')}"
    styles = trees.get("xl/styles.xml")
    looks = len(styles.findall(f"{S}cellXfs/{S}xf")) if styles is not None else 1
    if styles is not None:
        yield from _styles(styles)
    strings = trees.get("xl/sharedStrings.xml")
    texts = strings.findall(f"{S}si") if strings is not None else []
    for name, tree in trees.items():
        if tree.tag == f"{S}worksheet":
            yield from (f"{name}: {fault}" for fault in _sheet(tree, looks, len(texts)))
    tables = [tree for tree in trees.values() if tree.tag == f"{S}table"]
    for key in ("id", "displayName"):
        yield from (f"table {one} stands twice" for one in _twice(table.get(key) for table in tables))
    for table in tables:
        yield from _table(table, trees)


def _styles(root: Any) -> Iterator[str]:
    counts = {kind: len(root.findall(f"{S}{kind}s/{S}{kind}")) for kind in ("font", "fill", "border")}
    for kind in ("numFmts", "fonts", "fills", "borders", "cellXfs"):
        holder = root.find(S + kind)
        if holder is not None and holder.get("count") not in (None, str(len(holder))):
            yield f"{kind} counts {holder.get('count')} and has {len(holder)}"
    for look in root.iterfind(f"{S}cellXfs/{S}xf"):
        for kind, count in counts.items():
            if int(look.get(f"{kind}Id", "0")) >= count:
                yield f"a style names {kind} {look.get(f'{kind}Id')} of {count}"


def _sheet(tree: Any, looks: int, texts: int) -> Iterator[str]:
    last = 0
    for row in tree.iterfind(f"{S}sheetData/{S}row"):
        number, before = int(row.get("r")), 0
        if number <= last:
            yield f"row {number} stands after {last}"
        last = number
        for cell in row.iterfind(f"{S}c"):
            left, top, _, _ = range_boundaries(cell.get("r"))
            if top != number or left is None or left <= before:
                yield f"cell {cell.get('r')} stands out of order in row {number}"
            before = left or before
            if int(cell.get("s", "0")) >= looks:
                yield f"cell {cell.get('r')} has style {cell.get('s')} of {looks}"
            value = cell.find(f"{S}v")
            if cell.get("t") == "s" and int(value.text) >= texts:
                yield f"cell {cell.get('r')} names text {value.text} of {texts}"
    yield from _merges([one.get("ref") for one in tree.iterfind(f"{S}mergeCells/{S}mergeCell")])
    for holder in tree.iter(f"{S}mergeCells", f"{S}dataValidations", f"{S}tableParts"):
        if holder.get("count") not in (None, str(len(holder))):
            yield f"{etree.QName(holder).localname} counts {holder.get('count')} and has {len(holder)}"


def _merges(references: Iterable[str]) -> Iterator[str]:
    taken: dict[tuple[int, int], str] = {}
    for reference in references:
        left, top, right, bottom = range_boundaries(reference)
        assert left is not None
        assert top is not None
        assert right is not None
        assert bottom is not None
        for place in ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)):
            if place in taken:
                yield f"{reference} overlaps {taken[place]}"
                break
            taken[place] = reference


def _table(table: Any, trees: dict[str, Any]) -> Iterator[str]:
    columns = table.findall(f"{S}tableColumns/{S}tableColumn")
    name = table.get("displayName")
    for key in ("id", "name"):
        yield from (f"{name}: column {one} stands twice" for one in _twice(one.get(key) for one in columns))
    left, top, right, bottom = range_boundaries(table.get("ref"))
    assert left is not None
    assert top is not None
    assert right is not None
    assert bottom is not None
    if len(columns) != right - left + 1 or bottom <= top:
        yield f"{name}: {len(columns)} columns in {table.get('ref')}"
    home = next(
        place for place, tree in trees.items()
        if place.startswith("xl/worksheets/_rels/")
        and any(posixpath.basename(one.get("Target")) == f"table{table.get('id')}.xml" for one in tree)
    )  # fmt: skip
    sheet = trees[home.replace("_rels/", "").removesuffix(".rels")]
    strings = trees.get("xl/sharedStrings.xml")
    head = next(row for row in sheet.iterfind(f"{S}sheetData/{S}row") if row.get("r") == str(top))
    titles = [_text(cell, strings) for cell in head.iterfind(f"{S}c")][left - 1 : right]
    if titles != [one.get("name") for one in columns]:
        yield f"{name}: the heading of the sheet says {titles}"


def _text(cell: Any, strings: Any) -> str:
    if cell.get("t") == "s":
        cell = strings.findall(f"{S}si")[int(cell.findtext(f"{S}v"))]
    return "".join(text.text or "" for text in cell.iter(f"{S}t"))


def _all(tree: Any, tag: str, key: str) -> list[str]:
    return [one.get(key) for one in tree.iter(tag)]


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]
