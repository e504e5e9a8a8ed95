"""What tests of the command line share."""

from __future__ import annotations

import shlex
import shutil

import pytest


@pytest.fixture(scope="module")
def first_copy(tmp_path_factory):
    """Where a module's book is kept, written by the first test that wants it."""
    return tmp_path_factory.mktemp("copy") / "home"


@pytest.fixture
def keep(cobranca, home, first_copy):
    """`keep(lines)`: a home on which these lines were typed (once a module, then copied)."""

    def make(lines):
        if not first_copy.exists():
            for line in lines:
                cobranca(["--home", first_copy, *shlex.split(line)])
        shutil.copytree(first_copy, home)
        return cobranca

    return make
