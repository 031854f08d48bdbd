"""Words that say in one cell who leads and who helps."""

import pytest

from desktop_app.lists._roles import by_role, has_role
from tests.lists.list_sheets import JOB, PLAIN, codes, read, sheet

LEAD, HELP = "Sở Tư pháp", "Sở Nội vụ"


@pytest.mark.parametrize(
    ("text", "leads", "helps"),
    [
        (f"Giao {LEAD} chủ trì, phối hợp với {HELP}", LEAD, HELP),
        (f"Giao cho {LEAD}", LEAD, ""),
        (f"{LEAD} (chủ trì), {HELP} (phối hợp)", LEAD, HELP),
        (f"{LEAD} CT, {HELP} PH", LEAD, HELP),
        (f"CT: {LEAD}; PH: {HELP}", LEAD, HELP),
        (f"- Chủ trì: {LEAD}\n- Phối hợp: Các sở, ngành", LEAD, "Các sở, ngành"),
        (f"Đơn vị chủ trì: {LEAD}, đơn vị phối hợp: {HELP}", LEAD, HELP),
        (f"{LEAD} tham mưu UBND tỉnh", LEAD, ""),
        (f"{LEAD} là cơ quan đầu mối", LEAD, ""),
        (f"{LEAD} cùng {HELP}", LEAD, HELP),
        (f"{HELP} phối hợp, {LEAD} chủ trì", LEAD, HELP),
        (f"{LEAD} và {HELP} đồng chủ trì", f"{LEAD} và {HELP}", ""),
        (f"{LEAD}, các sở, ngành cùng phối hợp", LEAD, "các sở, ngành"),
        (f"{LEAD} phối hợp với các sở, ngành liên quan", LEAD, "các sở, ngành liên quan"),
        (f"{LEAD} (đơn vị chủ trì); {HELP}, Sở Y tế (đơn vị phối hợp)", LEAD, f"{HELP}, Sở Y tế"),
        (f"{LEAD} (chủ trì), {HELP}, Sở Y tế (phối hợp)", LEAD, f"{HELP}, Sở Y tế"),
        (f"{LEAD}, Sở Y tế (chủ trì), {HELP} (phối hợp)", f"{LEAD}, Sở Y tế", HELP),
        (f"{LEAD} (chủ trì), {HELP}", LEAD, HELP),
        (f"{LEAD} (chủ trì); Sở Y tế (chủ trì); {HELP}", f"{LEAD}; Sở Y tế", HELP),
        (f"- {LEAD}\n- {HELP} (phối hợp)", LEAD, HELP),
        (f"Giao {LEAD} chủ trì tham mưu UBND tỉnh", LEAD, ""),
        (f"Chủ trì: {LEAD}. Phối hợp: {HELP}, Sở Y tế.", LEAD, f"{HELP}, Sở Y tế"),
        (f"{LEAD} (đầu mối), {HELP}", LEAD, HELP),
        (f"{LEAD} chịu trách nhiệm chính", LEAD, ""),
        (f"{LEAD}\n{HELP}\n(phối hợp)", LEAD, HELP),
        ("Lead: Department of Justice; Support: Home Affairs", "Department of Justice", "Home Affairs"),
        ("Sở CT, Sở TP", "Sở CT, Sở TP", ""),
    ],
)
def test_words_say_who_leads_and_who_helps(text: str, leads: str, helps: str) -> None:
    assert has_role(text)
    assert by_role(text) == (leads, helps)


def test_both_columns_come_together() -> None:
    row = (1, JOB, f"{LEAD} chủ trì, phối hợp với {HELP}", f"{HELP}; Công an tỉnh", "2019", "Báo cáo")
    (given,) = [one.given for one in read(sheet(PLAIN, row)).rows]
    assert (given.leads, given.coordinating) == ((LEAD,), (HELP, "Công an tỉnh"))


def test_names_that_hold_more_than_a_name_are_told() -> None:
    row = (1, JOB, "Sở Tài nguyên, Môi trường", "Sở Y tế giao lại cho huyện", "2019", "Báo cáo")
    assert codes(read(sheet(PLAIN, row))) == [("C2", "agency_doubtful"), ("D2", "agency_doubtful")]
