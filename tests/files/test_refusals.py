import errno
import os
from pathlib import Path

import pytest

from desktop_app.domain.errors.refusals import DiskFull, TargetNotWritable
from desktop_app.files import writing

TARGET = Path("báo cáo.xlsx")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EFBIG, errno.EDQUOT])
def test_a_full_disk_is_told_as_one(code: int) -> None:
    with pytest.raises(DiskFull) as told, writing(TARGET):
        raise OSError(code, os.strerror(code))
    assert told.value.path == TARGET


def test_any_other_refusal_of_the_system_names_the_file() -> None:
    with pytest.raises(TargetNotWritable) as told, writing(TARGET):
        raise PermissionError(errno.EACCES, "Permission denied")
    assert (told.value.path, told.value.detail) == (TARGET, "Permission denied")


def test_what_is_no_fault_of_the_system_goes_through() -> None:
    with pytest.raises(ValueError, match="x"), writing(TARGET):
        raise ValueError("x")
