"""Reports: the same figures as Excel, Word and PDF."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.exchange.reports.document import END as END
    from desktop_app.exchange.reports.document import annex_names as annex_names
    from desktop_app.exchange.reports.document import blank_paper as blank_paper
    from desktop_app.exchange.reports.document import compose as compose
    from desktop_app.exchange.reports.document import subject as subject
    from desktop_app.exchange.reports.document import usual_titles as usual_titles
    from desktop_app.exchange.reports.document_changes import changes as changes
    from desktop_app.exchange.reports.document_tables import PORTRAIT as PORTRAIT
    from desktop_app.exchange.reports.document_tables import as_text as as_text
    from desktop_app.exchange.reports.document_tables import plain_table as plain_table
    from desktop_app.exchange.reports.document_text import number_line as number_line
    from desktop_app.exchange.reports.document_text import printed as printed
    from desktop_app.exchange.reports.document_text import receivers as receivers
    from desktop_app.exchange.reports.document_text import signing as signing
    from desktop_app.exchange.reports.excel import write_report as write_report
    from desktop_app.exchange.reports.excel_tables import write_document as write_document
    from desktop_app.exchange.reports.machine import read_machine as read_machine
    from desktop_app.exchange.reports.pdf import make_pages as make_pages
    from desktop_app.exchange.reports.pdf import write_pdf as write_pdf
    from desktop_app.exchange.reports.pdf_pages import PdfPages as PdfPages
    from desktop_app.exchange.reports.pdf_pages import Picture as Picture
    from desktop_app.exchange.reports.table import deadline_text as deadline_text
    from desktop_app.exchange.reports.table import issued as issued
    from desktop_app.exchange.reports.table import line as line
    from desktop_app.exchange.reports.table import number as number
    from desktop_app.exchange.reports.table import place as place
    from desktop_app.exchange.reports.table import state_text as state_text
    from desktop_app.exchange.reports.table import status_text as status_text
    from desktop_app.exchange.reports.table import value_of as value_of
    from desktop_app.exchange.reports.table import warning as warning
    from desktop_app.exchange.reports.task_names import TaskNames as TaskNames
    from desktop_app.exchange.reports.task_names import shortened as shortened
    from desktop_app.exchange.reports.word import check_template as check_template
    from desktop_app.exchange.reports.word import usual_template as usual_template
    from desktop_app.exchange.reports.word import write_docx as write_docx
else:
    __getattr__ = door(
        __name__,
        {
            "excel": "write_report",
            "excel_tables": "write_document",
            "machine": "read_machine",
            "document": "END annex_names blank_paper compose subject usual_titles",
            "document_changes": "changes",
            "document_tables": "PORTRAIT as_text plain_table",
            "document_text": "number_line printed receivers signing",
            "pdf": "make_pages write_pdf",
            "pdf_pages": "PdfPages Picture",
            "table": "deadline_text issued line number place state_text status_text value_of warning",
            "task_names": "TaskNames shortened",
            "word": "check_template usual_template write_docx",
        },
    )
