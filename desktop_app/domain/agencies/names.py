"""The name of an agency, and names that mean the same agency."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from desktop_app.domain.text import fold

_SHORT_FORMS = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "tand": "toa an nhan dan",
    "vksnd": "vien kiem sat nhan dan",
    "ubmttq": "uy ban mat tran to quoc",
    "ubmttqvn": "uy ban mat tran to quoc viet nam",
    "mttq": "mat tran to quoc",
    "mttqvn": "mat tran to quoc viet nam",
    "bhxh": "bao hiem xa hoi",
    "ldld": "lien doan lao dong",
    "kbnn": "kho bac nha nuoc",
    "nhnn": "ngan hang nha nuoc",
    "dbqh": "dai bieu quoc hoi",
    "thads": "thi hanh an dan su",
    "vp": "van phong",
    "tp": "thanh pho",
    "tx": "thi xa",
    "khdt": "ke hoach dau tu",
    "khcn": "khoa hoc cong nghe",
    "gddt": "giao duc dao tao",
    "tnmt": "tai nguyen moi truong",
    "tttt": "thong tin truyen thong",
    "gtvt": "giao thong van tai",
    "nnptnt": "nong nghiep phat trien nong thon",
    "ldtbxh": "lao dong thuong binh xa hoi",
    "vhttdl": "van hoa the thao du lich",
    "stp": "so tu phap",
    "stc": "so tai chinh",
    "snv": "so noi vu",
    "sxd": "so xay dung",
    "sct": "so cong thuong",
    "syt": "so y te",
    "skhdt": "so ke hoach dau tu",
    "skhcn": "so khoa hoc cong nghe",
    "sgddt": "so giao duc dao tao",
    "stnmt": "so tai nguyen moi truong",
    "stttt": "so thong tin truyen thong",
    "sgtvt": "so giao thong van tai",
    "snnptnt": "so nong nghiep phat trien nong thon",
    "sldtbxh": "so lao dong thuong binh xa hoi",
    "svhttdl": "so van hoa the thao du lich",
    "svhtt": "so van hoa the thao",
}
_BROKEN_SHORT_FORM = re.compile(r"\b[a-z]{1,5}(?:(?: ?[&,.-] ?| va )[a-z]{1,5})+\b")
"""As in "LĐ-TB&XH" or "TN và MT", folded."""

LONGEST_NAME = 300
"""Characters of a name that are looked at, and kept in the cache of keys."""


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency of the catalogue."""

    id: int
    name: str

    @property
    def folded(self) -> str:
        """Return the name as searched."""
        return fold(self.name)


def agency_key(name: str) -> str:
    """Return the key that all spellings of an agency share.

    It is folded, with short forms opened, without "và" and punctuation.
    """
    return _key(name) if len(name) <= LONGEST_NAME else _key.__wrapped__(name)


@lru_cache(8192)
def _key(name: str) -> str:
    words = re.findall(r"\w+", _BROKEN_SHORT_FORM.sub(_closed, fold(name)))
    return " ".join(_SHORT_FORMS.get(word, word) for word in words if word != "va")


def join_agencies(names: Iterable[str]) -> str:
    """Write several agencies as one text that `split_agencies` takes apart again."""
    return "; ".join(names)


def _closed(short_form: re.Match[str]) -> str:
    letters = re.sub("[^a-z]", "", short_form[0].replace(" va ", ""))
    return letters if letters in _SHORT_FORMS else short_form[0]
