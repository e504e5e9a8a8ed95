"""Faults on purpose: killed processes, full disks, damaged files, many at once, old files.

Short in every run of the tests; `make torture` (COBRANCA_LONG=1) is the long version, which prints
the figures that docs/confiabilidade.md shows.
"""

from __future__ import annotations

import json
from collections import Counter

import pytest


@pytest.fixture
def figures(record_property):
    """Numbers to be added up over all tests and shown at the end, by their Portuguese labels."""

    def add(numbers):
        record_property("figures", json.dumps(numbers))

    return add


def pytest_terminal_summary(terminalreporter):
    total = Counter()
    for report in terminalreporter.stats.get("passed", ()):
        for name, value in report.user_properties:
            if name == "figures":
                total.update(json.loads(value))
    if total:
        terminalreporter.section("figures")
        for label, number in sorted(total.items()):
            terminalreporter.write_line(f"{label}: {number}")
