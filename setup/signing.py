"""Sign programs if a certificate is given; without one nothing is signed and nothing fails.

    TIENDO_SIGN_PFX         file with certificate and key (.pfx, .p12), or
    TIENDO_SIGN_THUMBPRINT  SHA-1 of a certificate in the user's store, as of a hardware token (Windows only)
    TIENDO_SIGN_PASSWORD    password of the file
    TIENDO_SIGN_TIMESTAMP   address of a time-stamp server (RFC 3161); without, it ends with the certificate

Needs signtool (Windows SDK) on Windows, osslsigncode elsewhere. Signed are both starters before they are
packed, the uninstaller when the setup is compiled (`python setup/signing.py FILE`, called by NSIS), and the
setup.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

PFX, THUMBPRINT, PASSWORD, TIMESTAMP = (
    f"TIENDO_SIGN_{name}" for name in ("PFX", "THUMBPRINT", "PASSWORD", "TIMESTAMP")
)
KITS = Path("C:/Program Files (x86)/Windows Kits/10/bin")


class CannotSign(Exception):
    """A certificate is given and signing does not work; the message says why."""


def wanted(environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether a certificate is given."""
    return bool(environment.get(PFX) or environment.get(THUMBPRINT))


def sign(file: Path, environment: Mapping[str, str] = os.environ) -> bool:
    """Sign a program in place; return False if no certificate is given.

    Raises:
        CannotSign: the tool is missing, or it refuses.
    """
    if not wanted(environment):
        return False
    windows = sys.platform == "win32"
    tool = _tool("signtool" if windows else "osslsigncode")
    signed = file if windows else file.with_name(f"{file.name}.signed")
    command = signtool(tool, file, environment) if windows else osslsigncode(tool, file, signed, environment)
    answer = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", errors="replace")
    if answer.returncode:
        signed.unlink() if signed != file and signed.exists() else None
        raise CannotSign(
            f"{file}: {Path(tool).name} {answer.returncode}: {answer.stdout} {answer.stderr}".strip()
        )
    if signed != file:
        signed.replace(file)
    return True


def signtool(tool: str, file: Path, environment: Mapping[str, str]) -> list[str]:
    """Return the command that signs on Windows."""
    if environment.get(PFX):
        whose = [
            "/f",
            environment[PFX],
            *(["/p", environment[PASSWORD]] if environment.get(PASSWORD) else []),
        ]
    else:
        whose = ["/sha1", environment[THUMBPRINT]]
    stamp = ["/tr", environment[TIMESTAMP], "/td", "sha256"] if environment.get(TIMESTAMP) else []
    return [tool, "sign", "/fd", "sha256", *whose, *stamp, str(file)]


def osslsigncode(tool: str, file: Path, signed: Path, environment: Mapping[str, str]) -> list[str]:
    """Return the command that signs elsewhere, into a second file.

    Raises:
        CannotSign: only a thumbprint is given.
    """
    if not environment.get(PFX):
        raise CannotSign(f"osslsigncode needs {PFX}; a certificate in a store is Windows' alone")
    password = ["-pass", environment[PASSWORD]] if environment.get(PASSWORD) else []
    stamp = ["-ts", environment[TIMESTAMP]] if environment.get(TIMESTAMP) else []
    whose = ["-pkcs12", environment[PFX], *password]
    return [tool, "sign", *whose, "-h", "sha256", *stamp, "-in", str(file), "-out", str(signed)]


def _tool(name: str) -> str:
    """Return the path of a tool; signtool lies in a folder of the Windows SDK that no search path names.

    Raises:
        CannotSign: it is not installed.
    """
    found = shutil.which(name)
    if found is None and name == "signtool":
        found = next((str(one) for one in sorted(KITS.glob("10.*/x64/signtool.exe"), reverse=True)), None)
    if found is None:
        raise CannotSign(f"a certificate is given, and {name} is not installed")
    return found


if __name__ == "__main__":
    for name in sys.argv[1:]:
        sign(Path(name))
