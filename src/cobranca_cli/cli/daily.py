"""What is done every day, part by part: each its own transaction, none stops the others.

It lies here and not in `services` because a service is one transaction, and this is several.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from cobranca_cli.cli import passphrases, seen, sending
from cobranca_cli.cli.failures import explain
from cobranca_cli.cli.private_file import write_private
from cobranca_cli.cli.says_recurring import generated
from cobranca_cli.cli.words import counted
from cobranca_cli.errors import ChannelNotReadyError, CobrancaError
from cobranca_cli.reports.summary import Summary
from cobranca_cli.reports.summary import summary as summary_report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from cobranca_cli.cli.context import AppContext

Status = Literal["done", "nothing", "failed"]
Done = tuple[Status, list[str]]
_TOLD = ".resumo-enviado"  # In a home: the day whose summary the owner was sent.


class Failure(NamedTuple):
    """Why a part failed, as any command would tell it."""

    code: str
    message: str
    hint: str | None


class Part(NamedTuple):
    """One part: `status` is nothing when there was nothing to do, `lines` are what a person reads.

    `part` is recurring, forgotten, backup, second_place, messages, summary or notice. `error` is
    null for one that failed in part: a message of several that was not sent.
    """

    part: str
    status: Status
    lines: list[str]
    error: Failure | None


class Daily(NamedTuple):
    """What `daily` shows; `summary` is null where that part failed, or there is no book yet."""

    date: date
    ok: bool
    parts: list[Part]
    summary: Summary | None


def run(app: AppContext) -> Daily:
    """Do all parts; nothing that was done today already is done again."""
    if not app.has_home:
        app.reader()  # Says that there is nothing yet; a home that is not there is not made.
        return Daily(app.today, True, [], None)
    parts = [_part(app, name, do) for name, do in _parts(app)]
    found: list[Summary] = []
    parts.append(_part(app, "summary", partial(_summary, app, found)))
    if found and app.settings["daily.notify"] == "sim":
        parts.append(_part(app, "notice", partial(_notice, app, found[0])))
    ok = all(part.status != "failed" for part in parts)
    return Daily(app.today, ok, parts, found[0] if found else None)


def lines(done: Daily) -> Iterator[str]:
    """Part by part, and the day at the end."""
    for part in done.parts:
        yield from part.lines
    if done.summary is not None:
        yield ""
        yield from seen.summary(done.summary)


def _parts(app: AppContext) -> Iterator[tuple[str, Callable[[], Done]]]:
    yield "recurring", partial(_recurring, app)
    yield "forgotten", partial(_forgotten, app)
    yield "backup", partial(_backup, app)
    if app.settings["backup.second_place"]:
        yield "second_place", partial(_second_place, app)
    if app.settings["daily.messages"] != "nothing":
        yield "messages", partial(_messages, app)


def _part(app: AppContext, name: str, do: Callable[[], Done]) -> Part:
    try:
        status, said = do()
    except Exception as error:  # noqa: BLE001  # Whatever stops one part must not stop the others.
        found = error if isinstance(error, CobrancaError) else explain(error, app.home)
        failure = Failure(found.code, found.message, found.hint)
        hint = [f"  Dica: {found.hint}"] if found.hint else []
        return Part(name, "failed", [f"{_NAMES[name]}: não deu. {found.message}", *hint], failure)
    return Part(name, status, said, None)


def _recurring(app: AppContext) -> Done:
    from cobranca_cli.services.recurring import run_recurring

    done = run_recurring(app.unit("run-recurring"), settings=app.settings)
    if not (done.created or done.waiting):
        return "nothing", ["Mensalidades: nenhuma a gerar hoje."]
    said = [*generated(done, messages=False), *(f"Aviso: {text}" for text in done.warnings)]
    return ("done" if done.created else "nothing"), [f"Mensalidades: {said[0]}", *said[1:]]


def _forgotten(app: AppContext) -> Done:
    from cobranca_cli.services.forgetting import erase_due

    done = erase_due(app.unit("erase-forgotten"))
    if not done:
        return "nothing", []
    who = counted(len(done), "pessoa esquecida", "pessoas esquecidas")
    said = [f"Prazo de guarda terminado: apagado o que restava de {who}."]
    return "done", said + [f"Aviso: {text}" for one in done for text in one.warnings]


def _backup(app: AppContext, second_place: Path | None = None) -> Done:
    from cobranca_cli.services.backup import is_needed, make_backup

    name = _NAMES["second_place" if second_place else "backup"]
    if not is_needed(app.home, now=app.now, second_place=second_place):
        return "nothing", [f"{name}: a de hoje já tem tudo."]
    if app.dry_run:
        return "done", [f"{name}: seria feita."]
    secret = second_place is not None and app.settings.says_yes("backup.encrypt")
    made = make_backup(
        app.home, now=app.now, folder=second_place, keep=app.settings.number("backup.keep"),
        passphrase=partial(passphrases.kept, app.home) if secret else None,
    )  # fmt: skip
    said = [f"{name}: feita e conferida, {made.file}"]
    if made.removed:
        old = counted(len(made.removed), "apagada por ser antiga", "apagadas por serem antigas")
        said.append(f"  {old}; ficam {app.settings['backup.keep']}.")
    return "done", said


def _second_place(app: AppContext) -> Done:
    from cobranca_cli.services.backup import check_second_place

    folder = Path(app.settings["backup.second_place"]).expanduser()
    check_second_place(app.home, folder)
    return _backup(app, folder)


def _messages(app: AppContext) -> Done:
    if app.settings["daily.messages"] == "prepare":
        from cobranca_cli.reports.tally import count

        ready = count(app.reader(), today=app.today, settings=app.settings).ready
        if not ready:
            return "nothing", ["Lembretes: nenhum para hoje."]
        many = counted(ready, "pronto", "prontos")
        return "done", [f"Lembretes: {many}, nada foi enviado (cobranca lembrar --whatsapp)"]
    from cobranca_cli.cli.says_sending import reminders

    found = sending.ways(app)
    if not found.channels:
        raise ChannelNotReadyError("nenhum canal", ["ajustar ao menos um deles"])
    done = sending.send(app, found)
    said = [*reminders(done, app.settings.send_hours), *(f"Aviso: {w}" for w in done.warnings)]
    became: Status = "done" if done.sent else "nothing"
    if done.failed or done.uncertain:
        became = "failed"
    return became, ["Lembretes:", *(f"  {line}" for line in said)]


def _summary(app: AppContext, found: list[Summary]) -> Done:
    found.append(
        summary_report(app.reader(), today=app.today, settings=app.settings, home=app.home)
    )
    return "done", []


def _notice(app: AppContext, found: Summary) -> Done:
    """Send the owner the day, once a day."""
    told = app.home / _TOLD
    if told.is_file() and told.read_text("utf-8", "replace").strip() == app.today.isoformat():
        return "nothing", ["Resumo a você: o de hoje já foi enviado."]
    if app.dry_run:
        return "done", ["Resumo a você: seria enviado."]
    text = [*seen.summary(found), *(f"Aviso: {warning}" for warning in found.warnings)]
    done = sending.write(app, text)
    write_private(told, f"{app.today}{os.linesep}".encode())
    return "done", [f"Resumo a você: enviado por {done.name}."]


_NAMES = {
    "recurring": "Mensalidades", "forgotten": "Prazos de guarda", "backup": "Cópia",
    "second_place": "Cópia em outro lugar", "messages": "Lembretes", "summary": "Resumo",
    "notice": "Resumo a você",
}  # fmt: skip
