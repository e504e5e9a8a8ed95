"""Faults on purpose: killed processes, full disks, damaged files, many at once, old files.

Short in `make ci`, and what needs no real waiting in every run; `make torture` (COBRANCA_LONG=1) is
the long version, which prints the figures that docs/confiabilidade.md shows.
"""
