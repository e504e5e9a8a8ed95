"""What tests of the command line share."""

from __future__ import annotations

import shlex
import shutil

import pytest


@pytest.fixture(scope="session")
def copies(tmp_path_factory):
    """Where books are kept, each written by the first test that wants it."""
    return tmp_path_factory.mktemp("copies")


@pytest.fixture
def keep(cobranca, home, copies):
    """`keep(lines)`: a home on which these lines were typed (once, then copied)."""

    def make(lines):
        copy = copies / str(hash(tuple(lines)))
        if not copy.exists():
            for line in lines:
                cobranca(["--home", copy, *shlex.split(line)])
        shutil.copytree(copy, home)
        return cobranca

    return make
