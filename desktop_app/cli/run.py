"""Runs one command: what it prints, and with which exit code it ends."""

import argparse
import io
import json
import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import NoReturn

from desktop_app import __version__
from desktop_app.cli import commands
from desktop_app.cli.telling import tell
from desktop_app.domain.errors import AppError
from desktop_app.domain.progress import State
from desktop_app.files.scratch import sweep
from desktop_app.services import places
from desktop_app.services.wording import say

# What can be asked on the command line.


WRONG_USAGE = 2


class _Parser(argparse.ArgumentParser):
    """argparse that tells a mistake in Vietnamese."""

    def error(self, message: str) -> NoReturn:
        """End with code 2."""
        print(f"Lệnh chưa đúng: {message}\nXem cách dùng: {self.prog} --help", file=sys.stderr)
        raise SystemExit(WRONG_USAGE)


def read_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the arguments; `run` of the answer is the command to call with it."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    if chosen.selftest:
        chosen.run = commands.run_selftest
    if chosen.run is None:
        parser.error("thiếu tên lệnh")
    return chosen


def _common() -> _Parser:
    """Give the options that stand before or after the command; made anew for each, since parents share defaults."""
    common = _Parser(add_help=False)
    common.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="in kết quả dạng JSON")
    common.add_argument("--data", type=Path, default=argparse.SUPPRESS, metavar="TỆP", help="tệp dữ liệu (.tiendo)")
    return common


Adder = Callable[[str, object, str], argparse.ArgumentParser]
"""`add(name, run, text)` adds a command."""


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="tiendo", description="Tiến độ Đề án: các lệnh", parents=[_common()])
    parser.set_defaults(json=False, data=None, run=None)
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("--selftest", action="store_true", help="tự kiểm tra chương trình rồi thoát")
    adder = parser.add_subparsers(title="lệnh", metavar="LỆNH", parser_class=_Parser)

    def add(name: str, run: object, text: str) -> argparse.ArgumentParser:
        one = adder.add_parser(name, help=text, description=text, parents=[_common()])
        one.set_defaults(run=run)
        return one

    add("new", commands.new, "tạo tệp dữ liệu mới có sẵn Đề án 242")
    for part in (_lists, _progress, _periods, _reports, _safekeeping):
        part(add)
    return parser


def _lists(add: Adder) -> None:
    imported = add("import", commands.import_lists, "nhập danh mục nhiệm vụ")
    commands.add_import_options(imported)
    commands.add_editions_options(add("editions", commands.editions, "các bản danh mục đã nhập"))
    commands.add_gone_options(add("gone", commands.gone, "nhiệm vụ không còn trong danh mục"), _day)
    tasks = add("tasks", commands.tasks, "liệt kê nhiệm vụ")
    tasks.add_argument("--as-of", type=_day, metavar="NGÀY")


def _progress(add: Adder) -> None:
    record = add("record", commands.record, "ghi tiến độ một nhiệm vụ")
    record.add_argument("task", metavar="NHIỆM_VỤ", help="mã hoặc số thứ tự")
    record.add_argument("--period", required=True, metavar="KỲ", help="ví dụ nd09/2021-Q4")
    record.add_argument("--state", choices=[state.value for state in State])
    record.add_argument("--percent", type=int)
    record.add_argument("--completed-on", type=_day, metavar="NGÀY")
    for name in ("result", "difficulty", "proposal", "note"):
        record.add_argument(f"--{name}", metavar="NỘI_DUNG")
    status = add("status", commands.status, "tổng hợp tình hình thực hiện")
    when = status.add_mutually_exclusive_group()
    when.add_argument("--period", metavar="KỲ")
    when.add_argument("--as-of", type=_day, metavar="NGÀY")


def _periods(add: Adder) -> None:
    periods = add("periods", commands.periods, "liệt kê kỳ báo cáo và trạng thái")
    periods.add_argument("--year", type=int, metavar="NĂM")
    seal = add("seal", commands.seal, "chốt số liệu một kỳ")
    seal.add_argument("--period", required=True, metavar="KỲ")
    seal.add_argument("--explain", metavar="NỘI_DUNG", help="giải trình chung cho các lỗi chưa sửa")
    reopen = add("reopen", commands.reopen, "mở lại một kỳ đã chốt")
    reopen.add_argument("--period", required=True, metavar="KỲ")
    reopen.add_argument("--reason", required=True, metavar="LÝ_DO")


def _reports(add: Adder) -> None:
    _export(add("export", commands.export, "xuất báo cáo, phiếu, biểu mẫu"))
    returned = add("import-progress", commands.import_progress, "nhận phiếu cập nhật của các cơ quan")
    returned.add_argument("files", nargs="+", type=Path, metavar="TỆP")
    returned.add_argument("--period", metavar="KỲ", help="kỳ báo cáo, khi phiếu không còn ghi kỳ")
    returned.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi")
    returned.add_argument("--take", action="store_true", help="ô nào hai bên ghi khác nhau thì lấy của phiếu")
    shown = add("read-report", commands.show_report, "đọc số liệu trong tệp báo cáo Excel của chương trình này")
    shown.add_argument("file", type=Path, metavar="TỆP.xlsx")


def _export(export: argparse.ArgumentParser) -> None:
    export.add_argument("--period", required=True, metavar="KỲ")
    export.add_argument("target", type=Path, metavar="TỆP.xlsx|docx|pdf|THƯ_MỤC")
    export.add_argument("--kind", choices=list(commands.EXPORT_KINDS), default="periodic", help="loại báo cáo")
    export.add_argument("--preset", default="", metavar="TÊN", help="mẫu trình bày đã lưu")
    export.add_argument(
        "--agency", default="", metavar="TÊN", help="chỉ một cơ quan chủ trì (với --kind agency, blank)"
    )
    export.add_argument("--all", action="store_true", help="phiếu cho mọi cơ quan chủ trì, vào một thư mục (blank)")
    export.add_argument("--form", type=Path, default=None, metavar="MẪU.xlsx", help="điền vào biểu mẫu của Bộ")
    export.add_argument("--form-sheet", default=None, metavar="TRANG", help="trang tính của biểu mẫu")
    export.add_argument("--map", action="append", default=[], metavar="CỘT=TRƯỜNG", help="ví dụ G=difficulty")
    export.add_argument("--add-missing", action="store_true", help="thêm dòng cho nhiệm vụ mà biểu mẫu không có")
    export.add_argument("--dry-run", action="store_true", help="chỉ xem biểu mẫu sẽ được điền thế nào")
    export.add_argument("--old", type=int, default=0, metavar="BẢN", help="bản chốt đã báo cáo (với --kind correction)")
    export.add_argument("--new", type=int, default=0, metavar="BẢN", help="bản chốt đính chính (với --kind correction)")
    export.add_argument("--sealed", type=int, default=0, metavar="BẢN", help="một bản đã chốt, đúng như lúc chốt")
    export.add_argument("--number", default=None, metavar="SỐ", help="số của báo cáo")
    export.add_argument("--signed-on", type=_day, default=None, metavar="NGÀY", help="ngày ký báo cáo")
    export.add_argument(
        "--template", type=Path, default=None, metavar="TỆP.docx", help="mẫu Word riêng cho lần xuất này"
    )


def _safekeeping(add: Adder) -> None:
    add("backup", commands.backup, "sao lưu ra một tệp").add_argument("target", type=Path, metavar="TỆP")
    add("restore", commands.restore_file, "khôi phục từ bản sao lưu").add_argument("source", type=Path, metavar="TỆP")
    checked = add("check", commands.check, "kiểm tra tệp dữ liệu, nhật ký và tệp tài liệu")
    checked.add_argument("--head", nargs="+", metavar="MÃ", help="mã nhật ký in trên báo cáo (từ 8 ký tự)")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"ngày phải có dạng 2021-12-14, không phải {text!r}") from None


REFUSED, BUG = 1, 70
_KEPT_BYTES = 500_000
_LOG = logging.getLogger(__name__)


def run(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` name. Wrong usage ends the process with code 2 (argparse)."""
    _use_utf8()
    chosen = read_arguments(arguments)
    sweep()
    logging.getLogger("openpyxl").setLevel(logging.ERROR)
    try:
        with _logged():
            answer = chosen.run(chosen)
    except AppError as error:
        tell(say(error), sys.stderr)
        return REFUSED
    except Exception:
        path = _log_to_file()
        _LOG.exception("bug")
        tell(f"Chương trình gặp lỗi ngoài dự kiến. Dữ liệu đã lưu vẫn an toàn. Nhật ký lỗi: {path}", sys.stderr)
        return BUG
    text = json.dumps(answer.data, ensure_ascii=False, indent=1) if chosen.json else "\n".join(answer.lines)
    tell(text, sys.stdout)
    for refusal in answer.refusals:
        tell(refusal, sys.stderr)
    return int(answer.code)


@contextmanager
def _logged() -> Iterator[None]:
    """Write what the program notes down to a log; the file is made when there is something to write."""
    try:
        path = places.log_folder() / "lenh.log"
    except OSError:
        yield
        return
    handler = RotatingFileHandler(path, maxBytes=_KEPT_BYTES, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    own = logging.getLogger("desktop_app")
    own.addHandler(handler)
    try:
        yield
    finally:
        own.removeHandler(handler)
        handler.close()


def _log_to_file() -> Path:
    path = places.log_folder() / f"loi-{datetime.now().astimezone():%Y%m%d-%H%M%S}.log"
    logging.basicConfig(filename=path, encoding="utf-8", force=True)
    return path


def _use_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
