"""`setup` at a terminal: one question after the other, each with what holds if Enter is typed.

An answer is saved as soon as it is given, by itself: who leaves in the middle (Ctrl-C) has what was
answered, and begins the next time with the question that was not.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.cli import scheduling, setting_up
from cobranca_cli.cli.headings import WORDS
from cobranca_cli.cli.output import draw, fitting, note, say
from cobranca_cli.cli.private_file import write_private
from cobranca_cli.cli.prompts import YES_OR_NO, ask, ask_one_of
from cobranca_cli.cli.words import Whole
from cobranca_cli.domain.text import fold
from cobranca_cli.errors import CobrancaError, PassphraseNeededError
from cobranca_cli.errors.keeping import PASSPHRASE_VARIABLE
from cobranca_cli.store import settings as settings_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobranca_cli.cli.context import AppContext
    from cobranca_cli.cli.setting_up import SetUp

_NEXT = ".configurar"  # In a home: the question that comes next, while the set-up is not done.
_BACK, _EMPTY = "voltar", "-"
_HOW = (
    f'Enter mantém o que está entre colchetes, "{_EMPTY}" apaga, "{_BACK}" volta uma pergunta. '
    "Cada resposta fica gravada na hora; Ctrl-C para, e depois se continua daí."
)
_TEST = "Leia com o aplicativo do seu banco: deve aparecer {}, sem valor. Não precisa pagar."
_PASSPHRASE = (
    "A senha não fica comigo: escreva-a você, em uma linha do arquivo {}:",
    Whole(f"  {PASSPHRASE_VARIABLE}=a sua senha"),
    "Feche-o para os outros (Linux, macOS: chmod 600). Em vez dele serve o chaveiro do sistema:",
    Whole(f"  keyring set cobranca {PASSPHRASE_VARIABLE}"),
    "Guarde a senha também em papel: sem ela ninguém abre a cópia.",
)
_KEPT = "A senha já está guardada. Tenha-a também em papel: sem ela ninguém abre a cópia."
_NO_CITY = "Sem a sua cidade não há código Pix; para dizê-la: cobranca configurar --cidade CIDADE"
_LAW = (
    "A lei permite multa de até 2% (CDC, art. 52, §1º) e juros simples de até 1% ao mês, se "
    "combinados na venda."
)


_LATER = "Para continuar de onde parou: cobranca configurar"


class _GoBack(Exception):  # noqa: N818  # No error: a person's wish.
    """The question before is asked again."""


class _Question(NamedTuple):
    """`name` is a setting, or what else is set up; not asked where it does not apply."""

    name: str
    put: Callable[[], None]
    applies: Callable[[], bool]


class Guide:
    """One sitting; `run` ends when the last question is answered."""

    def __init__(self, app: AppContext) -> None:
        self._app = app
        self._done = setting_up.NOTHING
        self._questions = [
            *(self._of_setting(key) for key in (
                "business.name", "business.owner", "business.document", "business.city",
                "business.address", "business.timezone", "business.phone",
            )),
            _Question("business.pix_key", self._pix_key, _always),
            *(self._of_setting(key) for key in ("reminders.manner", "reminders.send_hours")),
            _Question("charges", self._charges, _always),
            self._of_setting("credit.default_limit"),
            _Question("notebook", self._notebook, _always),
            _Question("backup.second_place", self._second_place, _always),
            _Question("backup.encrypt", self._encrypt,
                      lambda: bool(app.settings["backup.second_place"])),
            _Question("daily", self._daily, _always),
        ]  # fmt: skip

    def run(self) -> SetUp:
        """Ask all, from where the last sitting ended; the settings that changed.

        What else is done is told as it is. Raises what a write raises.
        """
        try:
            self._ask_all()
        except KeyboardInterrupt:
            note(_LATER)
            raise
        if not self._app.dry_run:
            (self._app.home / _NEXT).unlink(missing_ok=True)
        return self._done

    def _ask_all(self) -> None:
        note(_HOW)
        at = self._where_it_ended()
        if at:
            note("Continuando de onde parou; para rever as de antes: voltar")
        while at < len(self._questions):
            question = self._questions[at]
            if not question.applies():
                at += 1
                continue
            self._keep_place(question.name)
            try:
                self._until_it_fits(question.put)
                at += 1
            except _GoBack:
                before = [i for i in range(at) if self._questions[i].applies()]
                at = before[-1] if before else 0

    def _where_it_ended(self) -> int:
        place = self._app.home / _NEXT
        name = place.read_text("utf-8", "replace").strip() if place.is_file() else ""
        return next((i for i, one in enumerate(self._questions) if one.name == name), 0)

    def _keep_place(self, name: str) -> None:
        """Where there is no home yet, nothing was answered yet."""
        if self._app.home.is_dir() and not self._app.dry_run:
            write_private(self._app.home / _NEXT, f"{name}\n".encode())

    def _until_it_fits(self, put: Callable[[], None]) -> None:
        while True:
            try:
                return put()
            except CobrancaError as error:
                note(error.message)
                note(f"Dica: {error.hint}" if error.hint else "")

    def _of_setting(self, key: str) -> _Question:
        return _Question(key, lambda: self._setting(key), _always)

    def _setting(self, key: str) -> None:
        setting = settings_file.find(key)
        assert setting is not None, key
        present = self._app.settings[key]
        about = setting.description[:1].upper() + setting.description[1:]
        self._save({key: self._asked(about, WORDS.get(present, present))})

    def _asked(self, question: str, default: str = "") -> str:
        """What was typed, "" for what is to be emptied. Raises _GoBack."""
        typed = ask(question, default)
        if fold(typed) == _BACK:
            raise _GoBack
        return "" if typed == _EMPTY else typed

    def _agreed(self, question: str, *, default: bool) -> bool:
        """A yes or a no. Raises _GoBack."""
        answer = ask_one_of(
            f"{question} (s/n)", {**YES_OR_NO, _BACK: None}, "s" if default else "n"
        )
        if answer is None:
            raise _GoBack
        return answer

    def _save(self, changes: dict[str, str]) -> None:
        """Write what is new of some answers, in one change that can be undone."""
        self._done = setting_up.joined(self._done, setting_up.save(self._app, changes))

    def _pix_key(self) -> None:
        self._setting("business.pix_key")
        if not self._app.settings["business.pix_key"]:
            return
        if not self._app.settings["business.city"]:
            note(_NO_CITY)
            return
        if self._agreed("Mostrar um QR code para testar com o seu celular?", default=False):
            from cobranca_cli.messages.qr import lines
            from cobranca_cli.reports.pix import pix_code

            code = pix_code(self._app.settings, None, today=self._app.today)
            draw(lines(code.payload))
            say(fitting([_TEST.format(code.name), Whole(code.payload)]))

    def _charges(self) -> None:
        note(_LAW)
        terms = self._app.settings.late_terms
        if not self._agreed("Cobrar multa e juros de quem atrasa?", default=any(terms)):
            self._save(setting_up.CHARGES["não"])
            return
        usual = setting_up.CHARGES["sim"]
        changes = {}
        for key, what in (("charges.fine", "Multa"), ("charges.interest", "Juros ao mês")):
            changes[key] = self._asked(what, self._app.settings[key] or usual[key])
            settings_file.check(key, changes[key])
        self._save(changes)

    def _notebook(self) -> None:
        note("Tem um caderno em planilha (CSV)? Diga os arquivos; Enter pula.")
        files = [self._asked(f"Arquivo de {what}") for what in
                 ("clientes", "vendas", "recebimentos")]  # fmt: skip
        if any(files):
            from cobranca_cli.cli.commands.notebook import lines

            done = setting_up.import_notebook(self._app, *([one] if one else [] for one in files))
            assert done.imported is not None
            say(fitting(lines(done.imported)))
            _warn(done.imported.warnings)

    def _second_place(self) -> None:
        note("Uma cópia só neste disco se perde junto com ele. Um pendrive ou um HD externo serve.")
        key = "backup.second_place"
        typed = self._asked(
            "Pasta para a segunda cópia, pelo caminho inteiro", self._app.settings[key]
        )
        folder = Path(settings_file.check(key, typed)).expanduser()
        inside = self._app.home in (folder, *folder.parents)  # Refused below, and never made.
        if typed and folder.parent.is_dir() and not folder.exists() and not inside:
            if not self._agreed(f"A pasta {folder} não existe. Crio?", default=True):
                return self._second_place()
            if not self._app.dry_run:
                folder.mkdir(mode=0o700)
        return self._save({key: typed})

    def _encrypt(self) -> None:
        present = self._app.settings.says_yes("backup.encrypt")
        wanted = self._agreed("Cifrar essas cópias com uma senha?", default=present)
        self._save({"backup.encrypt": "sim" if wanted else "não"})
        if not wanted:
            return
        from cobranca_cli.cli import passphrases
        from cobranca_cli.store import age

        try:
            age.library()
            passphrases.kept(self._app.home)
        except PassphraseNeededError:
            first, *rest = _PASSPHRASE
            say(fitting([first.format(self._app.home / "segredos.env"), *rest]))
        except CobrancaError as error:
            note(f"{error.message} {error.hint or ''}".rstrip())
        else:
            say(fitting([_KEPT]))

    def _daily(self) -> None:
        note("O diário faz as mensalidades, as cópias, os lembretes (sem enviar) e o resumo.")
        if not self._agreed("Rodar o diário todo dia, sozinho?", default=False):
            return
        at = scheduling.parse_hour(self._asked("A que horas?", f"{scheduling.EIGHT:%H:%M}"))
        done = scheduling.install(self._app, "daily", at, None)
        say(fitting(scheduling.lines(done, dry_run=self._app.dry_run)))
        _warn(done.warnings)


def _warn(warnings: list[str]) -> None:
    for warning in warnings:
        note(f"Aviso: {warning}")


def _always() -> bool:
    return True
