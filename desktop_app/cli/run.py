"""Runs one command: what it prints, and with which exit code it ends."""

import io
import json
import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from desktop_app.cli.arguments import read_arguments
from desktop_app.cli.telling import tell
from desktop_app.domain.errors import AppError
from desktop_app.files.scratch import sweep
from desktop_app.services import places
from desktop_app.services.wording import say

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
