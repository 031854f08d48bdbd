import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.encodings import (
    Encoding,
    decode,
    decode_tcvn3,
    decode_vni,
    encoding_of_font,
    guess_encoding,
    has_only_capitals,
    in_capitals,
)
from tests.old_encodings import encode_tcvn3

LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
VNI = {
    "a": "a", "ă": "aê", "â": "aâ", "e": "e", "ê": "eâ", "o": "o", "ô": "oâ", "ơ": "ô", "u": "u", "ư": "ö",
    "y": "y"
}  # fmt: skip
VNI_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
VNI_HATS = {"\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
VNI_BREVES = {"\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
VNI_WHOLE = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ"}
TASKS = [
    "Tổ chức rà soát, hệ thống hóa văn bản quy phạm pháp luật",
    "Ứng dụng công nghệ thông tin trong hoạt động tổ chức thi hành pháp luật",
    "Sở Lao động, Thương binh và Xã hội; Ủy ban nhân dân các huyện",
    "Báo cáo tiến độ thực hiện nhiệm vụ quý IV/2018",
    "Hằng năm",
    "Kế hoạch của Ủy ban nhân dân tỉnh",
]


def encode_vni(text: str) -> str:
    return "".join(_vni(letter) for letter in text)


def _vni(letter: str) -> str:
    lower = letter.lower()
    if lower in VNI_WHOLE:
        written = VNI_WHOLE[lower]
    else:
        marks = unicodedata.normalize("NFD", lower)
        tone = next((mark for mark in marks if mark in VNI_TONES), "")
        base = unicodedata.normalize("NFC", marks.replace(tone, "")) if tone else lower
        written = VNI.get(base, base)
        if tone and base in "âêô":
            written = written[0] + VNI_HATS[tone]
        elif tone and base == "ă":
            written = written[0] + VNI_BREVES[tone]
        elif tone:
            written += VNI_TONES[tone]
    return written.upper() if letter.isupper() else written


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("B¸o c¸o tiÕn ®é thùc hiÖn nhiÖm vô", "Báo cáo tiến độ thực hiện nhiệm vụ"),
        ("Së T\u00ad ph¸p", "Sở Tư pháp"),
        ("Së T- ph¸p ®-îc c¸c Th-¬ng", "Sở Tư pháp được các Thương"),
        ("Bµ RÞa-Vòng Tµu, sè 242/Q§-TTg, TT-BTP ®Õn", "Bà Rịa-Vũng Tàu, số 242/QĐ-TTg, TT-BTP đến"),
        ("§Ò ¸n", "Đề án"),
        ("plain T- text", "plain T- text"),
        ("¡n ¢n £ ¤ ¥ ¦", "Ăn Ân Ê Ô Ơ Ư"),
    ],
)
def test_tcvn3_is_read(written: str, read: str) -> None:
    assert decode_tcvn3(written) == read


def test_every_letter_of_tcvn3_comes_back() -> None:
    for text in (LETTERS, LETTERS + "ĂÂÊÔƠƯĐ", unicodedata.normalize("NFD", LETTERS)):
        assert decode_tcvn3(encode_tcvn3(text)) == unicodedata.normalize("NFC", text)
    assert set(encode_tcvn3(LETTERS)) <= {chr(code) for code in range(0xA1, 0x100)}
    assert len(set(encode_tcvn3(LETTERS))) == len(LETTERS)


def test_capital_fonts_show_small_letters_as_capitals() -> None:
    written = encode_tcvn3("Báo cáo")
    assert decode(in_capitals(written, ".VnTimeH"), "tcvn3").upper() == "BÁO CÁO"
    assert decode(in_capitals(written, ".VnTime"), "tcvn3") == "Báo cáo"
    assert [has_only_capitals(font) for font in (".VnArialH", ".VnArial", "VNI-TimesH", "BuchH")] == [
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Thuû töôùng Chính phuû", "Thủ tướng Chính phủ"),
        ("UÛY BAN NHAÂN DAÂN TÆNH QUAÛNG NGAÕI", "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI"),
        ("Nguyeãn Ñöùc Kyø, lyù, kyû luaät, myõ thuaät, Mî", "Nguyễn Đức Kỳ, lý, kỷ luật, mỹ thuật, Mỵ"),
        ("Aên, Aám", "Ăn, Ấm"),
        ("ï x", "ï x"),
    ],
)
def test_vni_is_read(written: str, read: str) -> None:
    assert decode(written, "vni") == read


def test_every_letter_of_vni_comes_back() -> None:
    for text in (LETTERS, LETTERS.upper()):
        assert decode_vni(encode_vni(text)) == text


def test_unicode_is_only_composed() -> None:
    assert decode(unicodedata.normalize("NFD", "Đề án"), "unicode") == "Đề án"


@pytest.mark.parametrize("text", TASKS)
def test_the_letters_tell_the_encoding(text: str) -> None:
    assert guess_encoding([text]) == "unicode"
    assert guess_encoding([unicodedata.normalize("NFD", text)]) == "unicode"
    assert guess_encoding([encode_tcvn3(text)]) == "tcvn3"
    assert guess_encoding([encode_vni(text)]) == "vni"


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [""],
        ["plain", "Decision 242/QD-TTg"],
        ["Có", "Không"],
        ["Báo cáo và đề án"],
        ["Hà Nội", "Việt Nam"],
        ["élève à Paris déjà", "Études générales", "Noël", "garçon naïf"],
        ["señor", "El Niño", "São Paulo"],
        ["Müller", "größer", "für"],
        ["10 °C ± 5 %", "§ 1", "½ £ ¥"],
        ["Đắk Lắk, Pleiku"],
        ["báo", "cát"],
    ],
)
def test_what_is_no_old_encoding_stays_unicode(texts: list[str]) -> None:
    assert guess_encoding(texts) == "unicode"
    assert guess_encoding([unicodedata.normalize("NFD", text) for text in texts]) == "unicode"


def test_the_shipped_texts_are_unicode_in_any_form() -> None:
    programme = json.loads(
        (Path(__file__).parents[2] / "resources/programmes/242.json").read_text(encoding="utf-8")
    )
    titles = [group["title"] for group in programme["groups"]]
    assert guess_encoding(titles) == "unicode"
    assert guess_encoding(map(encode_tcvn3, titles)) == "tcvn3"
    assert guess_encoding(map(encode_vni, titles)) == "vni"


@pytest.mark.parametrize(
    ("fonts", "guess"),
    [
        ([".VnTime"], "tcvn3"),
        (["Arial", ".VnArialH"], "tcvn3"),
        (["VNI-Times"], "vni"),
        (["VNI-Times", "VNI-Helve", ".VnTime"], "vni"),
        (["Times New Roman"], "unicode"),
        ([], "unicode"),
    ],
)
def test_the_font_speaks_first(fonts: list[str], guess: Encoding) -> None:
    assert guess_encoding(["Có", "Không"], fonts) == guess


def test_letters_that_only_unicode_has_outweigh_the_font() -> None:
    assert guess_encoding(["Sở Tư pháp", "nhiệm vụ"], [".VnTime"]) == "unicode"
    assert guess_encoding([unicodedata.normalize("NFD", "Sở Tư pháp")], [".VnTime"]) == "unicode"
    assert guess_encoding([], [".VnTime"]) == "tcvn3"


def test_fonts_are_known_by_their_first_letters() -> None:
    fonts = (".VnTime", " .vnarial", "VNI-Times", "vni-helve", "Vni", "Arial", "")
    assert [encoding_of_font(font) for font in fonts] == ["tcvn3", "tcvn3", "vni", "vni", None, None, None]


@given(st.text(LETTERS + "bcdghklmnpqrstvx ,.;/0123456789"))
def test_small_letters_come_back_from_tcvn3(text: str) -> None:
    assert decode_tcvn3(encode_tcvn3(text)) == text


@given(st.lists(st.text(), max_size=5), st.lists(st.text(max_size=8), max_size=3))
def test_nothing_raises(texts: list[str], fonts: list[str]) -> None:
    for encoding in ("unicode", "tcvn3", "vni"):
        for text in texts:
            assert isinstance(decode(text, encoding), str)
    assert guess_encoding(texts, fonts) in {"unicode", "tcvn3", "vni"}
