"""The paper of a list, as its title block states it."""

from datetime import date

import pytest

from desktop_app.lists.source import StatedPaper, stated_source

NONE = StatedPaper()


@pytest.mark.parametrize(
    ("titles", "stated"),
    [
        (
            ["DANH MỤC NHIỆM VỤ", "(Kèm theo Quyết định số 12/QĐ-UBND ngày 15/3/2019 của UBND tỉnh)"],
            StatedPaper("12/QĐ-UBND", date(2019, 3, 15)),
        ),
        (
            [
                "KẾ HOẠCH (CẬP NHẬT NGÀY 14/8/2019)",
                "(Phụ lục kèm theo Kế hoạch số      /KH-UBND ngày    /8/2019)",
            ],
            NONE,
        ),
        (["KẾ HOẠCH (CẬP NHẬT NGÀY 14/8/2019)"], NONE),
        (["BẢNG THEO DÕI (tính đến ngày 30/6/2019)"], NONE),
        (["KẾ HOẠCH thực hiện Quyết định số 242/QĐ-TTg ngày 26/02/2018"], NONE),
        (
            ["Kế hoạch số 5/KH-STP ngày 02/4/2019 triển khai Quyết định số 242/QĐ-TTg ngày 26/02/2018"],
            StatedPaper("5/KH-STP", date(2019, 4, 2)),
        ),
        (["Số: 7/KH-UBND", "Hà Giang, ngày 05 tháng 6 năm 2019"], StatedPaper("7/KH-UBND", date(2019, 6, 5))),
    ],
)
def test_a_list_states_its_own_paper(titles: list[str], stated: StatedPaper) -> None:
    assert stated_source(titles, "danh mục") == stated
