"""Names the document that a report is about: kind, number, day, issuer and subject.

The kind is read from the sign (Nghị định 30/2020/NĐ-CP, Phụ lục III); what is not known is left out.
"""

import re

from desktop_app.domain.programme import Programme
from desktop_app.domain.text import day_text, fold, one_line
from desktop_app.services.reporting._sentences import say, sentences

_PARTS_OF_SIGN = re.compile(r"[^/\-\s]+")
_GOING_ON = ("phe duyet ", "ban hanh ", "ve ")
_APPROVING = "quyet dinh"


def cite(programme: Programme) -> str:
    """Return the first citation of the programme's document.

    Examples: "Quyết định số 242/QĐ-TTg ngày 26/02/2018 của Thủ tướng Chính phủ phê duyệt “Đề án …”", "Kế
    hoạch số 45/KH-UBND của Ủy ban nhân dân tỉnh thực hiện …".
    """
    number, title = one_line(programme.number), one_line(programme.title)
    issuer = one_line(programme.issuer)
    issued = say("decision", "dated", issued_on=day_text(programme.issued_on)) if programme.issued_on else ""
    issued += say("decision", "issued", issuer=issuer) if issuer else ""
    kind = kind_of(number)
    if not kind:
        return say("decision", "unnamed", title=title, number=number, issued=issued)
    return say("decision", "named", kind=kind, number=number) + issued + _subject(kind, title)


def kind_of(number: str) -> str:
    """Return the kind of a document by the sign in its number ("242/QĐ-TTg"); empty if it says none."""
    kinds = {fold(sign): kind for sign, kind in sentences()["kinds"].items()}
    signs = (fold(part) for part in _PARTS_OF_SIGN.findall(one_line(number)))
    return next((kinds[sign] for sign in signs if sign in kinds), "")


def _subject(kind: str, title: str) -> str:
    """Return the subject after kind, number, day and issuer; it does not say the kind once more."""
    own, said = f"{fold(kind)} ", fold(title)
    if said.startswith(own):
        return say("decision", "goes_on", title=title.split(" ", len(kind.split()))[-1])
    if said.startswith(_GOING_ON):
        return say("decision", "goes_on", title=title[:1].lower() + title[1:])
    return say("decision", "approved" if fold(kind) == _APPROVING else "about", title=title)
