"""The report as a Word document: a template (docxtpl) that an office may replace, filled in.

The shipped template is filled in the program, which is quick. One of an office comes from outside: it is
looked through and filled in a child, under limits, and may do nothing but show its fields.
"""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.exchange.reports.word.writing import check_template as check_template
    from desktop_app.exchange.reports.word.writing import usual_template as usual_template
    from desktop_app.exchange.reports.word.writing import write_docx as write_docx
else:
    __getattr__ = door(__name__, {"writing": "check_template usual_template write_docx"})
