"""Runs one command: what it prints, and with which exit code it ends."""

import errno
import io
import json
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TextIO

from desktop_app.cli.arguments import read_arguments
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
        _tell(say(error), sys.stderr)
        return REFUSED
    except Exception:
        path = _log_to_file()
        _LOG.exception("bug")
        _tell(f"Chương trình gặp lỗi ngoài dự kiến. Dữ liệu đã lưu vẫn an toàn. Nhật ký lỗi: {path}", sys.stderr)
        return BUG
    text = json.dumps(answer.data, ensure_ascii=False, indent=1) if chosen.json else "\n".join(answer.lines)
    _tell(text, sys.stdout)
    for refusal in answer.refusals:
        _tell(refusal, sys.stderr)
    return int(answer.code)


def _tell(text: str, stream: TextIO | None) -> None:
    """Print a text; where nobody reads any more (`… | head -1`) the work is done all the same.

    A closed pipe is EPIPE, on Windows EINVAL. What is still held back would be written again at the end of the process,
    so it is sent nowhere.
    """
    if stream is None:  # a windowed program has no streams
        return
    try:
        print(text, file=stream, flush=True)
    except OSError as error:
        if error.errno not in (errno.EPIPE, errno.EINVAL):
            raise
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


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
