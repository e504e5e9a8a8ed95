"""The prompt of the `caderno`; prompt_toolkit is imported here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import Completer, Completion
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings

from cobranca_cli.cli.completion import FilesFitError, candidates
from cobranca_cli.cli.typed_lines import begin, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document
    from prompt_toolkit.key_binding import KeyPressEvent

_PROMPT = "caderno> "


class _Words(Completer):
    def __init__(self, before: Sequence[str]) -> None:
        self._before = before

    def get_completions(
        self,
        document: Document,
        complete_event: CompleteEvent,  # noqa: ARG002  # prompt_toolkit's signature.
    ) -> Iterator[Completion]:
        """What fits the word at the cursor, and what it is beside it."""
        typed = begin(document.text_before_cursor)
        try:
            found = candidates([*self._before, *typed.words], typed.incomplete)
        except FilesFitError:
            return
        for one in found:
            written = quoted(one.value)
            if written:
                yield Completion(written, -typed.length, one.value, one.help)


def _pick(event: KeyPressEvent) -> None:
    """The first that fits goes into the line at once, the next one at the next Tab."""
    line = event.current_buffer
    if line.complete_state:
        line.complete_next()
    else:
        line.start_completion(select_first=True)


class Prompt:
    """Asks for lines, which it remembers only as long as it lives: names stay in no file."""

    def __init__(self, before: Sequence[str]) -> None:
        """`before` are the root options of every line."""
        keys = KeyBindings()
        keys.add("tab")(_pick)
        self._session: PromptSession[str] = PromptSession(
            completer=_Words(before), history=InMemoryHistory(), key_bindings=keys
        )

    def ask(self, begun: str = "") -> str | None:
        """A line, `begun` already there; "" for one that was dropped (Ctrl-C), None at Ctrl-D."""
        try:
            return self._session.prompt(_PROMPT, default=begun)
        except KeyboardInterrupt:
            return ""
        except EOFError:
            return None
