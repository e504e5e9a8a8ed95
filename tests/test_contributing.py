"""The worked example of CONTRIBUTING.md is done on a copy of the project, word for word."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PIECE = re.compile(r"```python\n# ([\w/.]+)(?:, at the top of (\w+))?\n(.*?)```", re.DOTALL)


@pytest.mark.slow
def test_the_worked_example_works(tmp_path):
    for name in ("src", "tests", "docs", "examples", "pyproject.toml", "README.md"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    pieces = PIECE.findall((ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    assert len(pieces) == 7
    for name, table, text in pieces:
        path = tmp_path / name
        if table:
            before, opening, after = re.split(
                rf"^({table}\b.*\n)", path.read_text("utf-8"), maxsplit=1, flags=re.MULTILINE
            )
            text = before + opening + text + after
        assert bool(table) == path.exists()
        path.write_text(text, "utf-8")
    env = {**os.environ, "PYTHONPATH": str(tmp_path / "src")}
    subprocess.run([sys.executable, "-m", "cogapp", "-r", "-I", "docs", "docs/commands.md"],
                   cwd=tmp_path, env=env, check=True, capture_output=True)  # fmt: skip
    for tool in (
        ["pytest", "-q", "-p", "no:cacheprovider", "-k", "away or every_place",
         "tests/reports/test_away.py", "tests/test_limits.py", "tests/test_imports.py",
         "tests/test_docs.py", "tests/hostile/test_hostile_places.py"],
        ["ruff", "check", "--no-cache", "."], ["ruff", "format", "--check", "--no-cache", "."],
    ):  # fmt: skip
        done = subprocess.run([sys.executable, "-m", *tool], cwd=tmp_path, env=env,
                              capture_output=True, text=True)  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
