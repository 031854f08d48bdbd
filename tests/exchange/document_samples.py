"""Drafts made by hand, for the tests of what goes on paper."""

from dataclasses import replace
from datetime import date

from desktop_app.domain.reports.document import ReportDocument
from desktop_app.domain.reports.draft import Letter, ReportDraft
from desktop_app.domain.reports.preset import ReportKind, usual_preset
from desktop_app.domain.reports.report import Report
from desktop_app.exchange.reports.document import annex_names, compose
from desktop_app.services.reporting._drafting import ReportContext, draft_texts
from tests.exchange import report_samples as samples

TEXTS = {
    "opening": "Thực hiện Đề án, Sở Tư pháp báo cáo như sau:",
    "general": "Tính đến ngày 14/12/2021, mọi việc đúng kế hoạch.\nCó hai đoạn.",
    "results": "**1. Nhóm thứ nhất**\nĐã ban hành kế hoạch.",
    "closing": "Trên đây là báo cáo của Sở Tư pháp.",
}
LETTER = Letter("7", date(2021, 2, 5))
OFFICE = replace(
    samples.OFFICE,
    signer_title="Phó Giám đốc",
    acting_for="Giám đốc",
    addressees="Bộ Tư pháp\nỦy ban nhân dân tỉnh Nam Định",
    receivers="Như trên\n- Giám đốc Sở;\nLưu: VT, XDKTVB",
)


def draft(report: Report | None = None, kind: ReportKind = ReportKind.PERIODIC) -> ReportDraft:
    shown = replace(report or samples.ordinary(), office=OFFICE)
    return ReportDraft(shown, usual_preset(kind), TEXTS, LETTER)


def sample_document(report: Report | None = None) -> ReportDocument:
    return compose(draft(report))


def worded_document(report: Report) -> ReportDocument:
    """Return a report with the words that the program drafts."""
    made = draft(report)
    context = ReportContext(made.preset.kind, annexes=annex_names(made))
    return compose(replace(made, texts=draft_texts(report, context)))
