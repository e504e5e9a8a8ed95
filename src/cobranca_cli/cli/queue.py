"""The WhatsApp queue at a terminal: one customer at a time, a key for each thing to do."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from cobranca_cli.cli import editing, says_queue, says_reminding
from cobranca_cli.cli.links import open_or_show
from cobranca_cli.cli.output import fitting, say
from cobranca_cli.cli.prompts import ask
from cobranca_cli.domain.calendar import sending
from cobranca_cli.domain.sending_hours import is_open, next_open
from cobranca_cli.errors import CobrancaError
from cobranca_cli.messages.rendering import LONGEST_FOR_A_PHONE, LONGEST_TEXT, heard
from cobranca_cli.messages.texts import whatsapp_link
from cobranca_cli.messages.wording import identity_line
from cobranca_cli.reports.queue import asked_again, queue
from cobranca_cli.services import queue as service
from cobranca_cli.store.queries.queue import approved

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from cobranca_cli.cli.context import AppContext
    from cobranca_cli.reports.reminders import Reminder, RemindReport
    from cobranca_cli.services.queue import Item, Outcome
    from cobranca_cli.store.unit_of_work import UnitOfWork


def run(
    app: AppContext,
    *,
    customer_ids: Sequence[int] | None,
    step: str | None,
    limit: int | None,
    news: str = "",
) -> None:
    """Go through the queue until it is empty or the person stops; what was done stays done.

    What was approved before comes first, within the hours. Raises TemplateError, ToneError, and
    what writing raises.
    """
    session = _Session(app, news)
    reader = app.reader()
    waiting = approved(reader, customer_ids=customer_ids, step=step)
    found = queue(reader, today=app.today, settings=app.settings, customer_ids=customer_ids,
                  step=step, limit=limit, news=news)  # fmt: skip
    say(fitting(says_queue.opening(found, len(waiting), session.opens_at())))
    try:
        with contextlib.suppress(KeyboardInterrupt):
            if session.opens_at() is None:
                session.open_approved(waiting, len(found.messages))
            session.go_through(found.messages)
    finally:
        say(fitting(["", *says_queue.closing(session.counts, found)]))


class _Session:
    """One sitting at the queue, with what was done in it."""

    def __init__(self, app: AppContext, news: str) -> None:
        self.counts = dict.fromkeys(says_queue.COUNTED, 0)
        self._app, self._news = app, news
        self._place = self._total = 0
        self._asked = False  # Whether this message was opened as it stands.
        self._draft = ""  # A text that was typed and refused.
        self._keys: dict[str, Callable[[Item], Item | None]] = {
            "": self._open, "s": self._sent, "a": self._approve, "p": self._skip,
            "d": self._later, "e": self._edit, "x": self._code, "q": self._stop,
        }  # fmt: skip

    def opens_at(self) -> datetime | None:
        """When messages leave again; None while they do. The sitting may last beyond the hours."""
        now = self._app.moment()
        days = sending(self._app.settings.calendar, now.year)
        hours = self._app.settings.send_hours
        return None if is_open(now, hours, days) else next_open(now, hours, days)

    def open_approved(self, message_ids: Sequence[int], others: int) -> None:
        """Those that waited for the hours; where something changed meanwhile, it is said."""
        self._total = len(message_ids) + others
        for message_id in message_ids:
            self._place += 1
            outcome = service.take_up(self._unit(), message_id, settings=self._app.settings)
            if outcome is not None:
                self._handle(outcome.item or self._changed(outcome.customer, outcome.anew))

    def go_through(self, messages: Sequence[Reminder]) -> None:
        """Everybody else, each decided anew when the turn comes."""
        app = self._app
        self._total = self._place + len(messages)
        for message in messages:
            self._place += 1
            app.close()
            anew = queue(app.reader(), today=app.today, settings=app.settings,
                         customer_ids=[message.customer_id], news=self._news,
                         step=asked_again(message.step))  # fmt: skip
            self._handle(self._first(anew) or self._changed(message.customer, anew))

    def _handle(self, item: Item | None) -> None:
        """Show it and do what is typed, until nothing is left to do with it."""
        self._show(item)
        while item is not None:
            say(fitting([says_queue.keys(self.opens_at(), asked=self._asked)]))
            do = self._keys.get(ask("Tecla").casefold(), self._help)
            item = do(item)

    def _show(self, item: Item | None) -> None:
        """A message as it stands now, which nobody has opened yet."""
        self._asked, self._draft = False, ""
        if item is not None:
            say(fitting(says_queue.header(item, self._place, self._total)))
            say(["", *fitting(item.text.splitlines(), "  "), ""])

    def _unit(self, command: str = "remind-whatsapp") -> UnitOfWork:
        return self._app.unit_of_now(command)

    def _changed(self, customer: str, anew: RemindReport) -> Item | None:
        """Say that it is no longer so; what there is to say now, if anything."""
        say(fitting(["", *says_queue.changed(customer, anew)]))
        return self._first(anew)

    def _instead(self, outcome: Outcome) -> Item | None:
        item = self._changed(outcome.customer, outcome.anew)
        self._show(item)
        return item

    def _sent(self, item: Item) -> Item | None:
        if not self._may_open():
            return self._approve(item)
        return self._kept(service.mark_sent, item, "sent", "Registrada como enviada.")

    def _approve(self, item: Item) -> Item | None:
        if self.opens_at() is None:
            say(["É hora de mandar: Enter abre o WhatsApp."])
            return item
        return self._kept(service.approve, item, "approved", "Aprovada.")

    def _kept(self, verb: Callable[..., Outcome], item: Item, count: str, says: str) -> Item | None:
        outcome = verb(self._unit(), item, settings=self._app.settings)
        if outcome.message_id is None:
            return self._instead(outcome)
        self.counts[count] += 1
        say([says])
        return None

    def _skip(self, item: Item) -> None:
        if item.approved_id is not None:
            service.withdraw(self._unit(), item)
            say(["A aprovação foi retirada."])
        self.counts["skipped"] += 1

    def _later(self, item: Item) -> Item | None:
        app = self._app
        while typed := ask("Até que dia? (sexta, dia 10, 15/12; Enter desiste)"):
            try:
                until_on = app.counted(typed, app.today)
                done = service.later(self._unit("pause"), item, until_on)
            except CobrancaError as error:
                say(fitting(_told(error)))
                continue
            self.counts["later"] += 1
            say(fitting(says_reminding.paused(done)))
            return None
        return item

    def _edit(self, item: Item) -> Item:
        try:
            typed = editing.changed(self._app, self._draft or item.text, limit=LONGEST_TEXT)
        except CobrancaError as error:
            say(fitting(_told(error)))
            return item
        if typed in ("", item.text):
            say(["O texto fica como estava."])
            return item
        made = item.made
        values = {"name": made.customer, "made": made.text}  # Not the owner's words, but data.
        found = heard(self._app.settings, made.step, typed, values).findings
        if found:
            self._draft = typed
            say(fitting(says_queue.not_kind(found)))
            return item
        item = item._replace(text=typed)
        self._show(item)
        if len(typed) > LONGEST_FOR_A_PHONE:
            say(fitting([says_queue.long(len(typed), LONGEST_FOR_A_PHONE)]))
        named = identity_line(self._app.settings)
        if named in made.text and named not in typed:
            say(fitting([says_queue.NAMELESS]))
        return item

    def _open(self, item: Item) -> Item | None:
        if not self._may_open():
            say(["Fora da hora ela não se abre: a tecla a aprova."])
            return item
        outcome = self._ask_again(item)
        if outcome.item is None:
            return self._instead(outcome)
        self._asked = True
        open_or_show(whatsapp_link(outcome.item.made.to, item.text) or "")
        return outcome.item

    def _code(self, item: Item) -> Item | None:
        made = item.made
        if made.pix is None or made.pix_whatsapp_url is None:
            say(["Ainda não há código Pix; para ter um: cobranca configurar"])
            return item
        outcome = self._ask_again(item)
        if outcome.item is None:
            return self._instead(outcome)
        say(["", made.pix, ""])
        if not self._may_open():
            return item
        open_or_show(made.pix_whatsapp_url)
        return outcome.item._replace(with_code=True)

    def _may_open(self) -> bool:
        return self._asked or self.opens_at() is None  # What was begun in time may be finished.

    def _ask_again(self, item: Item) -> Outcome:
        return service.ask_again(self._unit(), item, settings=self._app.settings)

    def _help(self, item: Item) -> Item:
        say(says_queue.HELP)
        return item

    def _first(self, anew: RemindReport) -> Item | None:
        items = (service.Item(made, made.text, news=self._news) for made in anew.messages)
        return next(items, None)

    def _stop(self, _item: Item) -> None:
        raise KeyboardInterrupt


def _told(error: CobrancaError) -> list[str]:
    return [error.message, f"Dica: {error.hint}"] if error.hint else [error.message]
