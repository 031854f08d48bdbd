"""The report: its figures, the parts and words around them, and how it stands on paper."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.domain.reports.agency_totals import AgencyClass as AgencyClass
    from desktop_app.domain.reports.agency_totals import ReportAgency as ReportAgency
    from desktop_app.domain.reports.agency_totals import classes_of as classes_of
    from desktop_app.domain.reports.agency_totals import co_leads_of as co_leads_of
    from desktop_app.domain.reports.document import Annex as Annex
    from desktop_app.domain.reports.document import Bar as Bar
    from desktop_app.domain.reports.document import BarSeries as BarSeries
    from desktop_app.domain.reports.document import Block as Block
    from desktop_app.domain.reports.document import Cell as Cell
    from desktop_app.domain.reports.document import Chart as Chart
    from desktop_app.domain.reports.document import Column as Column
    from desktop_app.domain.reports.document import Paragraph as Paragraph
    from desktop_app.domain.reports.document import Part as Part
    from desktop_app.domain.reports.document import ReportDocument as ReportDocument
    from desktop_app.domain.reports.document import Row as Row
    from desktop_app.domain.reports.document import Section as Section
    from desktop_app.domain.reports.document import Table as Table
    from desktop_app.domain.reports.draft import EarlierTotals as EarlierTotals
    from desktop_app.domain.reports.draft import Letter as Letter
    from desktop_app.domain.reports.draft import ReportDraft as ReportDraft
    from desktop_app.domain.reports.draft import YearTotals as YearTotals
    from desktop_app.domain.reports.office import Office as Office
    from desktop_app.domain.reports.plain_rows import SAID_ONCE as SAID_ONCE
    from desktop_app.domain.reports.plain_rows import row_from_plain as row_from_plain
    from desktop_app.domain.reports.preset import ANNEXES as ANNEXES
    from desktop_app.domain.reports.preset import ON_PAPER as ON_PAPER
    from desktop_app.domain.reports.preset import SECTIONS as SECTIONS
    from desktop_app.domain.reports.preset import SHORT as SHORT
    from desktop_app.domain.reports.preset import Preset as Preset
    from desktop_app.domain.reports.preset import ReportKind as ReportKind
    from desktop_app.domain.reports.preset import usual_preset as usual_preset
    from desktop_app.domain.reports.report import IssuedDocument as IssuedDocument
    from desktop_app.domain.reports.report import NamedTask as NamedTask
    from desktop_app.domain.reports.report import Report as Report
    from desktop_app.domain.reports.report import ReportDescent as ReportDescent
    from desktop_app.domain.reports.report import ReportFigure as ReportFigure
    from desktop_app.domain.reports.report import ReportGroup as ReportGroup
    from desktop_app.domain.reports.report import ReportIndicator as ReportIndicator
    from desktop_app.domain.reports.row import ReportRow as ReportRow
    from desktop_app.domain.reports.row_fields import COMPARED as COMPARED
    from desktop_app.domain.reports.row_fields import FIELDS as FIELDS
    from desktop_app.domain.reports.row_fields import NOT_SAID as NOT_SAID
    from desktop_app.domain.reports.row_fields import PRINTED as PRINTED
    from desktop_app.domain.reports.row_fields import ROW_FIELDS as ROW_FIELDS
    from desktop_app.domain.reports.row_fields import Owner as Owner
    from desktop_app.domain.reports.row_fields import RowField as RowField
    from desktop_app.domain.reports.row_fields import judged_of as judged_of
else:
    __getattr__ = door(
        __name__,
        {
            "agency_totals": "AgencyClass ReportAgency classes_of co_leads_of",
            "draft": "EarlierTotals Letter ReportDraft YearTotals",
            "document": (
                "Annex Bar Block Cell Chart Column Paragraph Part ReportDocument Row Section BarSeries Table"
            ),
            "plain_rows": "SAID_ONCE row_from_plain",
            "preset": "ANNEXES ON_PAPER Preset ReportKind SECTIONS SHORT usual_preset",
            "office": "Office",
            "report": (
                "IssuedDocument NamedTask Report ReportDescent ReportFigure ReportGroup ReportIndicator"
            ),
            "row": "ReportRow",
            "row_fields": "COMPARED FIELDS NOT_SAID Owner PRINTED ROW_FIELDS RowField judged_of",
        },
    )
