"""What a command says: text for a person or a program, to whoever still reads."""

import errno
import os
from typing import TextIO


def print_text(text: str, stream: TextIO | None) -> bool:
    """Print a text; if nobody reads any more (`… | head -1`) the work is done all the same.

    Return False if it should have gone into a file and could not, which is a full disk most of the time. A
    closed pipe is EPIPE, on Windows EINVAL. What is still held back would be written again at the end of the
    process, so it is sent nowhere.
    """
    if stream is None:  # a windowed program has no streams
        return True
    try:
        print(text, file=stream, flush=True)
    except OSError as error:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
        return error.errno in (errno.EPIPE, errno.EINVAL)
    return True
