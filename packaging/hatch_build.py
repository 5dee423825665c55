"""Compiles the languages whenever the project is installed or built: the compiled form is not kept in git."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileLanguages(BuildHookInterface[Any]):
    """Runs before the files of a wheel are gathered, and before an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        subprocess.run([sys.executable, str(Path(self.root, "packaging", "translations.py")), "compile"], check=True)
