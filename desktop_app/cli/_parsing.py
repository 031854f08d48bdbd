"""argparse in Vietnamese: its own words, and what each option and each of its values means."""

import argparse
import re
import sys
from collections.abc import Callable
from typing import Any, NoReturn

WRONG_USAGE = 2

Options = Callable[[argparse.ArgumentParser], object]

SHORT = 3
"""A title in capitals of so many letters is an abbreviation (STT)."""

_TITLES = {"positional arguments": "tham số", "options": "tùy chọn"}
_MISTAKES = (
    (r"the following arguments are required: (.*)", r"thiếu \1"),
    (r"one of the arguments (.*) is required", r"cần một trong các mục \1"),
    (r"unrecognized arguments: (.*)", r"không hiểu \1"),
    (r"ambiguous option: (.*) could match (.*)", r"\1 có thể là \2"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"\1: \2 không có trong các giá trị \3"),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 không dùng cùng \2"),
    (r"argument (.*?): expected one argument", r"\1: thiếu giá trị"),
    (r"argument (.*?): expected at least one argument", r"\1: thiếu giá trị"),
    (r"argument (.*?): expected (\d+) arguments", r"\1: cần \2 giá trị"),
    (r"argument (.*?): invalid int value: (.*)", r"\1: \2 không phải là số nguyên"),
    (r"argument (.*?): ignored explicit argument .*", r"\1: không nhận giá trị"),
    (r"argument (.*?): (.*)", r"\1: \2"),
)
"""What argparse says of a mistake, and how an officer is told."""

_USUAL = {
    "help": "hiện hướng dẫn này rồi thoát",
    "version": "hiện phiên bản rồi thoát",
    "period": "kỳ báo cáo, ví dụ nd09/2021-Q4",
    "as_of": "tính đến hết ngày này; mặc định hôm nay",
    "reason": "lý do, bắt buộc ghi",
    "on": "ngày có hiệu lực, ví dụ 14/12/2021",
    "state": "trạng thái thực hiện",
    "percent": "mức độ hoàn thành, từ 0 đến 100",
    "completed_on": "ngày hoàn thành, ví dụ 14/12/2021",
    "target": "tệp hoặc thư mục sẽ ghi; định dạng theo đuôi tệp",
    "source": "tệp sẽ đọc",
    "file": "tệp sẽ đọc",
    "files": "các tệp sẽ đọc",
    "damaged": "tệp dữ liệu hỏng",
    "group": "nhóm nhiệm vụ, ghi số của nhóm",
    "number": "số thứ tự",
    "officer": "người theo dõi",
    "remark": "ghi chú riêng của đơn vị, không in trong báo cáo",
    "year": "chỉ các kỳ của năm này",
    "merge_into": "gộp vào nhiệm vụ này",
    "split_into": "tách thành các nhiệm vụ này",
    "renamed_to": "đổi tên thành nhiệm vụ này",
    "title": "tên",
    "document": "số, ký hiệu",
    "note": "ghi chú",
    "remove": "bỏ mục này",
    "unit": "đơn vị tính",
    "signer": "người ký",
    "over_periods": "cách tính qua các kỳ",
    "over_tasks": "cách tính qua các nhiệm vụ",
}
"""What an option means that says nothing itself; others are called as the field that they set."""

_NAMED_IN = {
    "state": "state",
    "kind": "report_kind",
    "over_periods": "over_periods",
    "over_tasks": "over_tasks",
}
"""Where the words for the values of an option stand."""

_OF_REPORTS = {
    "sections": "section.",
    "write": "section.",
    "annexes": "annex.",
    "columns": "column.",
}
"""The options that name parts of a report, with the kind of part."""


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Begins the line of usage in Vietnamese, and keeps the lines of a description."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Add the line as argparse does."""
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """argparse that tells a mistake in Vietnamese.

    It asks for a command's own options when that command is chosen.
    """

    options: Options | None = None

    def __init__(self, **named: Any) -> None:
        super().__init__(**{"formatter_class": Formatter, **named})

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse as argparse does, the options added first."""
        if self.options is not None:
            self.options(self)
            self.options = None
        return super().parse_known_args(args, namespace)

    def format_help(self) -> str:
        """Return the help, in which every option says what it means and what it takes."""
        for group in self._action_groups:
            group.title = _TITLES.get(str(group.title), group.title)
        for action in self._actions:
            if action.dest != argparse.SUPPRESS:  # the list of commands explains itself
                action.help = _explained(action).replace("%", "%%")
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        """End with code 2."""
        said = _in_vietnamese(message)
        print(f"Lệnh chưa đúng: {said}\nXem cách dùng: {self.prog} --help", file=sys.stderr)
        raise SystemExit(WRONG_USAGE)


def _in_vietnamese(message: str) -> str:
    for pattern, said in _MISTAKES:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found is not None:
            return found.expand(said)
    return message


def _explained(action: argparse.Action) -> str:
    from desktop_app.resources import words

    said = action.help or ""
    if not said or action.dest in ("help", "version"):
        field: str = words("field").get(action.dest, "")
        said = _USUAL.get(action.dest) or field[:1].lower() + field[1:]
    values = {str(one): _value_name(action.dest, str(one)) for one in action.choices or ()}
    if action.dest in _OF_REPORTS:
        values = _parts(_OF_REPORTS[action.dest])
    listed = ", ".join(f"{one} ({name})" if name else one for one, name in values.items())
    return f"{said}; giá trị: {listed}" if listed and listed not in said else said


def _value_name(option: str, value: str) -> str:
    from desktop_app.resources import words

    return str(words(_NAMED_IN[option]).get(value, "")) if option in _NAMED_IN else ""


def _parts(kind: str) -> dict[str, str]:
    from desktop_app.domain.reports import ReportKind
    from desktop_app.services.reporting import part_titles

    return {
        key.removeprefix(kind): title.capitalize() if len(title) > SHORT else title
        for report in reversed(ReportKind)
        for key, title in part_titles(report).items()
        if key.startswith(kind)
    }
