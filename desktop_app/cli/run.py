"""Runs one command: what it prints, and with which exit code it ends."""

import argparse
import io
import json
import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from desktop_app import __version__
from desktop_app.cli import commands
from desktop_app.cli._parsing import Options, Parser
from desktop_app.cli.printing import print_text
from desktop_app.domain.errors import AppError, DataFileDamaged, DataFileMissing
from desktop_app.domain.progress import State
from desktop_app.domain.text import typed_day
from desktop_app.files.scratch import sweep
from desktop_app.services import places

Run = Callable[[argparse.Namespace], "commands.Answer"]


def read_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the arguments; `load` of the answer returns the command to call with it."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    if chosen.selftest:
        chosen.load = lambda: commands.run_selftest
    if chosen.load is None:
        parser.error("thiếu tên lệnh")
    return chosen


def _parser() -> argparse.ArgumentParser:
    """Return the parser of all commands. A command is named here and loaded when it is called."""
    parser = Parser(prog="tiendo", description="Tiến độ Đề án: các lệnh")
    _common(parser)
    parser.set_defaults(json=False, data=None, programme=None, load=None)
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("--selftest", action="store_true", help="tự kiểm tra phần mềm rồi thoát")
    adder = parser.add_subparsers(title="lệnh", metavar="LỆNH", parser_class=Parser)

    def add(name: str, load: Callable[[], Run], text: str, options: Options = lambda _: None) -> None:
        def all_options(parser: argparse.ArgumentParser) -> None:
            _common(parser)
            options(parser)

        one = adder.add_parser(name, help=text, description=text)
        one.options = all_options
        one.set_defaults(load=load)

    _add_work(add)
    _add_surroundings(add)
    return parser


def _add_work(add: "Callable[..., None]") -> None:
    """Add the commands about lists, tasks, periods and reports."""
    add("new", lambda: commands.new, "tạo tệp dữ liệu mới có sẵn Đề án 242")
    add("programme", lambda: commands.programmes, "các đề án; đề án mới từ văn bản của nó", _programme)
    add("import", lambda: commands.import_lists, "nhập danh mục nhiệm vụ", _import)
    add("editions", lambda: commands.editions, "các bản danh mục đã nhập", _editions)
    add("gone", lambda: commands.gone, "nhiệm vụ không còn trong danh mục", _gone)
    add("tasks", lambda: commands.tasks, "liệt kê nhiệm vụ", _tasks)
    add("record", lambda: commands.record, "cập nhật tình hình thực hiện một nhiệm vụ", _record)
    add("withdraw", lambda: commands.withdraw, "đưa một nhiệm vụ ra khỏi danh mục", _withdraw)
    add("extend", lambda: commands.extend, "gia hạn một nhiệm vụ", _extend)
    add("add-task", lambda: commands.add_task, "thêm một nhiệm vụ", _add_task)
    add("edit-task", lambda: commands.edit_task, "sửa một nhiệm vụ, cho mọi lúc hay từ một ngày", _edit_task)
    add("assign", lambda: commands.assign, "giao người theo dõi nhiệm vụ", _assign)
    add("evidence", lambda: commands.evidence, "tài liệu minh chứng", _evidence)
    add("indicator", lambda: commands.indicator, "chỉ tiêu thống kê và số liệu từng kỳ", _indicator)
    add("suspend", lambda: commands.suspend, "ghi tạm dừng một nhiệm vụ", _suspend)
    add("status", lambda: commands.status, "tổng hợp tình hình thực hiện", _status)
    add("periods", lambda: commands.periods, "liệt kê kỳ báo cáo và trạng thái", _periods)
    add("seal", lambda: commands.seal, "chốt số liệu một kỳ", _seal)
    add("reopen", lambda: commands.reopen, "mở lại một kỳ đã chốt", _reopen)
    add("export", lambda: commands.export, "xuất báo cáo, phiếu, biểu mẫu", _export)
    add("task-page", lambda: commands.write_task_page, "phiếu theo dõi một nhiệm vụ", _task_page)
    add("remind", lambda: commands.remind, "công văn đôn đốc, lịch các việc đến hạn", _remind)
    add(
        "import-progress",
        lambda: commands.import_progress,
        "nhận phiếu cập nhật của các cơ quan",
        _import_progress,
    )
    add(
        "read-report",
        lambda: commands.show_report,
        "đọc số liệu trong tệp báo cáo Excel của phần mềm này",
        _read_report,
    )


def _add_surroundings(add: "Callable[..., None]") -> None:
    """Add the commands about what surrounds the figures, and about the file itself."""
    add("submit", lambda: commands.submit, "ghi lần gửi báo cáo của kỳ đã chốt", _submit)
    add("words", lambda: commands.report_words, "nội dung, số và ngày của một báo cáo", _words)
    add("preset", lambda: commands.preset, "kiểu trình bày báo cáo", _preset)
    add("regime", lambda: commands.regime, "chế độ báo cáo", _regime)
    add("agencies", lambda: commands.agencies, "danh sách cơ quan: thêm, sửa tên, gộp, bỏ", _agencies)
    add("office", lambda: commands.office, "thông tin đơn vị", _office)
    add("backup", lambda: commands.backup, "sao lưu ra một tệp", _backup)
    add("restore", lambda: commands.restore_file, "khôi phục từ bản sao lưu", _restore)
    add("backups", lambda: commands.backups, "các bản sao lưu và phần mất đi nếu khôi phục")
    add(
        "salvage",
        lambda: commands.salvage_file,
        "lấy lại tình hình thực hiện còn đọc được từ tệp hỏng",
        _salvage,
    )
    add("handover", lambda: commands.handover, "bàn giao: mọi thứ trong một tệp", _handover)
    add("takeover", lambda: commands.takeover, "nhận bàn giao từ một tệp như vậy", _takeover)
    add("check", lambda: commands.check, "kiểm tra tệp dữ liệu, nhật ký và tệp tài liệu", _check)


def _common(parser: argparse.ArgumentParser) -> None:
    """Add the options that stand before or after the command."""
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="in kết quả dạng JSON")
    parser.add_argument(
        "--data", type=Path, default=argparse.SUPPRESS, metavar="TỆP", help="tệp dữ liệu (.tiendo)"
    )
    parser.add_argument(
        "--programme",
        default=argparse.SUPPRESS,
        metavar="ĐỀ_ÁN",
        help="số, ký hiệu hoặc mã đề án, khi tệp có nhiều",
    )


def _programme(programme: argparse.ArgumentParser) -> None:
    commands.add_programme_options(programme, _day)


def _import(imported: argparse.ArgumentParser) -> None:
    commands.add_import_options(imported)


def _editions(editions: argparse.ArgumentParser) -> None:
    commands.add_editions_options(editions, _day)


def _gone(gone: argparse.ArgumentParser) -> None:
    commands.add_gone_options(gone, _day)


def _tasks(tasks: argparse.ArgumentParser) -> None:
    tasks.add_argument("--as-of", type=_day, metavar="NGÀY")


def _record(record: argparse.ArgumentParser) -> None:
    record.add_argument("task", metavar="NHIỆM_VỤ", help="mã hoặc số thứ tự")
    record.add_argument("--period", required=True, metavar="KỲ", help="ví dụ nd09/2021-Q4")
    record.add_argument("--state", choices=[state.value for state in State])
    record.add_argument("--percent", type=int, metavar="SỐ")
    record.add_argument("--completed-on", type=_day, metavar="NGÀY")
    for name in ("result", "difficulty", "proposal", "note"):
        record.add_argument(f"--{name}", metavar="NỘI_DUNG")


def _withdraw(withdraw: argparse.ArgumentParser) -> None:
    commands.add_withdraw_options(withdraw, _day)


def _extend(extend: argparse.ArgumentParser) -> None:
    commands.add_extend_options(extend, _day)


def _assign(assign: argparse.ArgumentParser) -> None:
    commands.add_assign_options(assign, _day)


def _add_task(parser: argparse.ArgumentParser) -> None:
    commands.add_task_options(parser, _day)


def _edit_task(parser: argparse.ArgumentParser) -> None:
    commands.add_edit_options(parser, _day)


def _evidence(evidence: argparse.ArgumentParser) -> None:
    commands.add_evidence_options(evidence, _day)


def _indicator(indicator: argparse.ArgumentParser) -> None:
    commands.add_indicator_options(indicator)


def _submit(submit: argparse.ArgumentParser) -> None:
    commands.add_submit_options(submit, _day)


def _words(words: argparse.ArgumentParser) -> None:
    commands.add_words_options(words, _day)


def _preset(preset: argparse.ArgumentParser) -> None:
    commands.add_preset_options(preset)


def _regime(regime: argparse.ArgumentParser) -> None:
    commands.add_regime_options(regime)


def _agencies(agencies: argparse.ArgumentParser) -> None:
    commands.add_agencies_options(agencies, _day)


def _office(office: argparse.ArgumentParser) -> None:
    commands.add_office_options(office)


def _suspend(suspend: argparse.ArgumentParser) -> None:
    suspend.add_argument("task", metavar="NHIỆM_VỤ", help="mã hoặc số thứ tự")
    suspend.add_argument("--period", required=True, metavar="KỲ", help="ví dụ nd09/2021-Q4")
    suspend.add_argument("--reason", required=True, metavar="LÝ_DO")
    suspend.add_argument("--on", type=_day, metavar="NGÀY", help="mặc định: ngày chốt số liệu của kỳ")


def _status(status: argparse.ArgumentParser) -> None:
    when = status.add_mutually_exclusive_group()
    when.add_argument("--period", metavar="KỲ")
    when.add_argument("--as-of", type=_day, metavar="NGÀY")


def _periods(periods: argparse.ArgumentParser) -> None:
    periods.add_argument("--year", type=int, metavar="NĂM")


def _seal(seal: argparse.ArgumentParser) -> None:
    seal.add_argument("--period", required=True, metavar="KỲ")
    seal.add_argument("--explain", metavar="NỘI_DUNG", help="giải trình chung cho các lỗi chưa sửa")


def _reopen(reopen: argparse.ArgumentParser) -> None:
    reopen.add_argument("--period", required=True, metavar="KỲ")
    reopen.add_argument("--reason", required=True, metavar="LÝ_DO")


def _import_progress(returned: argparse.ArgumentParser) -> None:
    returned.add_argument("files", nargs="+", type=Path, metavar="TỆP")
    returned.add_argument(
        "--period",
        metavar="KỲ",
        help="kỳ báo cáo, khi phiếu không còn ghi kỳ; không ghi: mỗi trang tính có tên kỳ được ghi vào kỳ đó",
    )
    returned.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi")
    returned.add_argument("--errors", type=Path, metavar="TỆP.xlsx", help="lưu các dòng chưa nhập được")
    returned.add_argument(
        "--take", action="store_true", help="ô nào hai bên ghi khác nhau thì lấy theo phiếu"
    )


def _read_report(shown: argparse.ArgumentParser) -> None:
    shown.add_argument("file", type=Path, metavar="TỆP.xlsx")


def _export(export: argparse.ArgumentParser) -> None:
    export.add_argument("--period", required=True, metavar="KỲ")
    export.add_argument("target", type=Path, metavar="TỆP.xlsx|docx|pdf|THƯ_MỤC")
    from desktop_app.domain.reports import ReportKind

    kinds = [*(kind.value for kind in ReportKind), "blank"]
    export.add_argument("--kind", choices=kinds, default="periodic", help="loại báo cáo")
    export.add_argument("--preset", default="", metavar="TÊN", help="kiểu trình bày đã lưu")
    export.add_argument(
        "--agency", default="", metavar="TÊN", help="chỉ một cơ quan chủ trì (với --kind agency, blank)"
    )
    export.add_argument(
        "--all", action="store_true", help="phiếu cho mọi cơ quan chủ trì, vào một thư mục (blank)"
    )
    export.add_argument("--due", type=_day, metavar="NGÀY", help="hạn các cơ quan gửi lại phiếu (blank)")
    export.add_argument(
        "--form", type=Path, default=None, metavar="BIỂU_MẪU.xlsx", help="điền vào biểu mẫu của Bộ"
    )
    export.add_argument("--form-sheet", default=None, metavar="TRANG", help="trang tính của biểu mẫu")
    export.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="CỘT=TRƯỜNG",
        help="ví dụ G=difficulty; biểu mẫu có cơ quan ở các cột thì ghi dòng, ví dụ 7=total",
    )
    export.add_argument(
        "--add-missing", action="store_true", help="thêm dòng cho nhiệm vụ mà biểu mẫu không có"
    )
    export.add_argument("--dry-run", action="store_true", help="chỉ xem biểu mẫu sẽ được điền thế nào")
    export.add_argument(
        "--old", type=int, default=0, metavar="BẢN", help="bản chốt đã báo cáo (với --kind correction)"
    )
    export.add_argument(
        "--new", type=int, default=0, metavar="BẢN", help="bản chốt chỉnh lý (với --kind correction)"
    )
    export.add_argument(
        "--with-reason", action="store_true", help="in cả lý do mở lại kỳ (với --kind correction)"
    )
    export.add_argument(
        "--sealed", type=int, default=0, metavar="BẢN", help="một bản chốt, đúng như lúc chốt"
    )
    export.add_argument("--number", default=None, metavar="SỐ", help="số báo cáo (chỉ ghi số)")
    export.add_argument("--signed-on", type=_day, default=None, metavar="NGÀY", help="ngày ký báo cáo")
    export.add_argument(
        "--template",
        type=Path,
        default=None,
        metavar="TỆP.docx",
        help="mẫu văn bản Word riêng cho lần xuất này",
    )


def _task_page(page: argparse.ArgumentParser) -> None:
    commands.add_task_page_options(page)


def _remind(remind: argparse.ArgumentParser) -> None:
    commands.add_remind_options(remind, _day)


def _backup(backup: argparse.ArgumentParser) -> None:
    backup.add_argument("target", type=Path, metavar="TỆP")


def _restore(restore: argparse.ArgumentParser) -> None:
    restore.add_argument("source", type=Path, metavar="TỆP")


def _salvage(salvaged: argparse.ArgumentParser) -> None:
    commands.add_salvage_options(salvaged)


def _handover(handover: argparse.ArgumentParser) -> None:
    handover.add_argument("target", type=Path, metavar="TỆP.zip", help="tệp bàn giao sẽ ghi")


def _takeover(takeover: argparse.ArgumentParser) -> None:
    takeover.add_argument("source", type=Path, metavar="TỆP.zip", help="tệp bàn giao đã nhận")
    takeover.epilog = "Dữ liệu được đặt ở --data (mặc định: Tài liệu); nơi đó chưa được có tệp dữ liệu nào."


def _check(checked: argparse.ArgumentParser) -> None:
    checked.add_argument("--head", nargs="+", metavar="MÃ", help="mã kiểm tra in trên báo cáo (từ 8 ký tự)")
    checked.add_argument("--accept", metavar="LÝ_DO", help="ghi nhận những chỗ sửa ngoài phần mềm, kèm lý do")


def _day(text: str) -> date:
    day = typed_day(text)
    if day is None:
        raise argparse.ArgumentTypeError(f"ngày phải có dạng 14/12/2021, không phải {text!r}")
    return day


REFUSED, BUG = 1, 70
_KEPT_BYTES = 500_000
_LOG = logging.getLogger(__name__)


def run(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` name. Wrong usage ends the process with code 2 (argparse)."""
    _use_utf8()
    logging.raiseExceptions = False  # a log that a full disk does not take is let be
    chosen = read_arguments(arguments)
    sweep()
    logging.getLogger("openpyxl").setLevel(logging.ERROR)
    try:
        with _logged():
            answer = chosen.load()(chosen)
    except AppError as error:
        return _refused(error)
    except Exception:
        damage = commands.find_damage(chosen)
        if damage is not None:
            with _logged():
                _LOG.exception("damage")
            return _refused(damage)
        path = _log_to_file()
        _LOG.exception("bug")
        if harmed := _harmed(chosen):
            print_text(harmed, sys.stderr)
            return REFUSED
        print_text(
            f"Phần mềm gặp lỗi ngoài dự kiến. Dữ liệu đã lưu vẫn an toàn. Tệp ghi lỗi: {path}", sys.stderr
        )
        return BUG
    text = json.dumps(answer.data, ensure_ascii=False, indent=1) if chosen.json else "\n".join(answer.lines)
    printed = print_text(text, sys.stdout)
    if not printed:
        print_text("Không ghi được kết quả ra tệp đã chỉ định: ổ đĩa đã đầy hoặc chỉ cho đọc.", sys.stderr)
    for refusal in answer.refusals:
        print_text(refusal, sys.stderr)
    return int(answer.code) if printed else REFUSED


def _refused(error: AppError) -> int:
    """Say why nothing was done; of a data file that is damaged or gone, also the way back."""
    from desktop_app.services.wording import say

    print_text(say(error), sys.stderr)
    if isinstance(error, DataFileDamaged | DataFileMissing):
        for line in commands.say_ways_back(error):
            print_text(line, sys.stderr)
    return REFUSED


def _harmed(chosen: argparse.Namespace) -> str:
    """Return the sentence for a data file that is harmed, which explains what went wrong; else nothing."""
    from desktop_app.domain.errors import DataNotRead
    from desktop_app.services.checking import is_harmed
    from desktop_app.services.wording import say

    path = chosen.data or places.default_data_file()
    return say(DataNotRead(path)) if is_harmed(path) else ""


class _LogFile(logging.Handler):
    """Writes to a file that is opened, and starts anew when it is full, when there is something to write."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    @cached_property
    def _file(self) -> logging.Handler:
        from logging.handlers import RotatingFileHandler

        file = RotatingFileHandler(
            self._path, maxBytes=_KEPT_BYTES, backupCount=1, encoding="utf-8", delay=True
        )
        file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        return file

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        self._file.emit(record)

    def close(self) -> None:
        """Close the file, if it was opened."""
        if "_file" in vars(self):
            self._file.close()
        super().close()


@contextmanager
def _logged() -> Iterator[None]:
    """Write what the program notes down to a log; the file is made when there is something to write."""
    try:
        path = places.log_folder() / "lenh.log"
    except (OSError, AppError):
        yield
        return
    handler = _LogFile(path)
    own = logging.getLogger("desktop_app")
    own.addHandler(handler)
    try:
        yield
    finally:
        own.removeHandler(handler)
        handler.close()


def _log_to_file() -> Path | str:
    """Let what goes wrong be written to a log and return it; a log that cannot be is said in its place."""
    try:
        path = places.log_folder() / f"loi-{datetime.now().astimezone():%Y%m%d-%H%M%S}.log"
        logging.basicConfig(filename=path, encoding="utf-8", force=True)
    except (OSError, AppError) as error:
        logging.basicConfig(force=True)
        return f"không ghi được ({error})"
    return path


def _use_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
