"""Runs one command: what it prints, and with which exit code it ends."""

import io
import json
import logging
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from desktop_app.cli.arguments import read_arguments
from desktop_app.domain.errors import AppError
from desktop_app.services import places
from desktop_app.services.wording import say

REFUSED, BUG = 1, 70
_LOG = logging.getLogger(__name__)


def run(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` name. Wrong usage ends the process with code 2 (argparse)."""
    _use_utf8()
    chosen = read_arguments(arguments)
    logging.getLogger("openpyxl").setLevel(logging.ERROR)
    try:
        answer = chosen.run(chosen)
    except AppError as error:
        print(say(error), file=sys.stderr)
        return REFUSED
    except Exception:
        path = _log_to_file()
        _LOG.exception("bug")
        print("Chương trình gặp lỗi ngoài dự kiến. Dữ liệu đã lưu vẫn an toàn. Nhật ký lỗi:", path, file=sys.stderr)
        return BUG
    text = json.dumps(answer.data, ensure_ascii=False, indent=1) if chosen.json else "\n".join(answer.lines)
    print(text)
    for refusal in answer.refusals:
        print(refusal, file=sys.stderr)
    return int(answer.code)


def _log_to_file() -> Path:
    path = places.log_folder() / f"loi-{datetime.now().astimezone():%Y%m%d-%H%M%S}.log"
    logging.basicConfig(filename=path, encoding="utf-8", force=True)
    return path


def _use_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
