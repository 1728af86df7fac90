"""The tables and phrases that packages carry as YAML; what users write is read elsewhere."""

from functools import cache
from importlib import resources
from typing import Any

import yaml


@cache
def read_own_yaml(package: str, name: str) -> Any:
    """Return what the file `name` of a package holds, read once; it is not to be changed.

    libyaml reads a file in a tenth of the time that Python takes, and makes plain values as well.
    """
    text = resources.files(package).joinpath(name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)
