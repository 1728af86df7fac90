"""The rivals' virtual environments, made once: rivals/NAME.txt says what is in each."""

import hashlib
import subprocess
import venv
from pathlib import Path

_REQUIREMENTS = Path(__file__).with_name("rivals")


def prepare(room: Path, name: str) -> Path:
    """Return the environment `name` of `room`; make it first where its requirements changed.

    Raises CalledProcessError where pip could not install them.
    """
    requirements = _REQUIREMENTS / f"{name}.txt"
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    folder = room / name
    stamp = folder / "requirements.sha256"
    if stamp.is_file() and stamp.read_text() == wanted:
        return folder
    venv.create(folder, with_pip=True, clear=True)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, "--requirement", str(requirements)], check=True)
    stamp.write_text(wanted)
    return folder
