"""One command line for every error a person can meet; a new class without one fails here."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import sys
from pathlib import Path

import pytest

from cobranca_cli import errors
from cobranca_cli.cli import failures, options, typed_lines, usage_errors

sys.path.insert(0, str(Path(__file__).parents[2] / "docs"))
from generate import error_classes, error_code

# The book that the lines are typed on.
BOOK = (
    "vendi 'Maria da Silva' 300 --parcelas 3 --vencimento 15/10/2026 --em 01/10/2026",  # Sale 1.
    "vendi 'Maria Souza' 40 --em 05/11/2026",  # Sale 2, instalment 4.
    "vendi José 50 --em 02/11/2026",  # Sale 3, instalment 5.
    "recebi José 80",  # Payment 1: settles sale 3, 30,00 of credit.
)
FORGET = ["devolver José 30 --motivo troco", "esquecer-cliente José --sim"]
VOID = "cancelar-venda 2 --motivo engano --sim"
BLOCK = "bloquear José --motivo 'não pagou'"
MONTHLY = "mensalidade José 80 --cada mes --inicio 05/12/2026"
STOP = "parar-mensalidade José"
PIX = ["configurar --dono Lúcia --cidade Campinas --chave-pix lucia@example.com"]
BACK = "devolver José 10 --motivo troco"
MAIL = (
    "ajustes email.host localhost", "ajustes email.port 9", "ajustes email.security nenhuma",
    "ajustes email.from lucia@example.com",
)  # fmt: skip
AGREED = [  # Agreement 1 on instalment 1.
    "negociar 'Maria da Silva' --parcelas 2", "aceitar 1 --prova áudio",
]  # fmt: skip
LINE = "42297004080000278247226173001129610010000018084"
# The lines typed before, if any, and the one that is refused.
TRIGGERS = {
    errors.AgreementNotFoundError: ["acordo 99"],
    errors.AgreementOutdatedError: [
        "negociar 'Maria da Silva' --parcelas 2",
        "recebi 'Maria da Silva' 10",
        "aceitar 1 --prova áudio",
    ],
    errors.AgreementPaidError: [
        *AGREED,
        "recebi 'Maria da Silva' 10",
        "cancelar-acordo 1 --motivo desistiu",
    ],
    errors.AgreementNotYetError: [f"--hoje=24/11/2026 {AGREED[0]}", AGREED[1]],
    errors.AgreementStateError: [*AGREED, "aceitar 1 --prova áudio"],
    errors.AlreadyBlockedError: [BLOCK, BLOCK],
    errors.AlreadyDisputedError: ["contestar 4 errado", "contestar 4 errado"],
    errors.AmbiguousCustomerError: ["recebi Maria 10"],
    errors.AmountBelowDiscountsError: [
        "abater --venda 2 30 --motivo amassou",
        "corrigir-venda 2 --valor 20 --motivo engano",
    ],
    errors.AmountOutOfRangeError: ["recebi José 0"],
    errors.BackupDamagedError: ["restaurar ruim.csv --sim"],
    errors.BackupNotFoundError: ["restaurar nao-existe.zip --sim"],
    errors.BookNotSoundError: ["backup"],
    errors.BookNotSoundForDossierError: ["dossie José"],
    errors.BounceBeforePaymentError: ["devolvido 1 --motivo sumiu --em 20/11/2026 --sim"],
    errors.ChannelNotReadyError: ["canais teste email"],
    errors.ChargedLaterError: [
        "vendi Ana 100 --em 10/11/2026 --vencimento 10/11/2026 --multa 2",
        "recebi Ana 50",
        "recebi Ana 50 --em 20/11/2026",
    ],
    errors.ChargesAboveCapError: ["vendi José 50 --juros 1,5"],
    errors.ChequeDayError: ["recebi José 10 --forma cheque --bom-para 2026-11-20"],
    errors.CodeLockedError: ["negociar 'Maria da Silva' --parcelas 2", "aceitar 1 --codigo 000000"],
    errors.ConfirmationNeededError: ["cancelar-venda 1 --motivo engano"],
    errors.ConflictingOptionsError: ["abater 4 --venda 2 10 --motivo amassou"],
    errors.CounterNameError: ["novo-cliente balcão"],
    errors.CounterSaleMustBePaidError: ["vendi --balcao 15 --pago-por pix:10"],
    errors.CreditLeftError: ["esquecer-cliente José --sim"],
    errors.CreditorUnknownError: [AGREED[0], "acordo 1 --pdf termo.pdf"],
    errors.CreditTooSmallError: ["devolver José 31 --motivo troco"],
    errors.CustomerBlockedError: [BLOCK, "vendi José 50"],
    errors.CustomerForgottenError: [*FORGET, "ficha c3"],
    errors.CustomerNotFoundError: ["recebi Zé 10"],
    errors.DiscountTooLargeError: ["abater 4 41 --motivo amassou"],
    errors.DisputeNotFoundError: ["resolver José manter"],
    errors.DownPaymentDayError: [
        "vendi José 100 --entrada 40",
        "corrigir-venda --parcela 6 --vencimento 20/12 --motivo engano",
    ],
    errors.DownPaymentTooLargeError: ["vendi José 100 --entrada 100"],
    errors.DueBeforeSaleError: ["vendi José 100 --em 20/11/2026 --vencimento 10/11/2026"],
    errors.EarlyDayError: [
        "vendi José 50 --desconto-antecipado 5% --antecipado-ate 2026-11-20",
    ],
    errors.EarlyDiscountError: ["antecipar José 100% --ate 2026-12-10"],
    errors.FileTooLargeError: ["backup"],
    errors.FileNotUnderstoodError: ["importar --vendas /dev/null"],
    errors.FileUnreadableError: ["importar --vendas nao-existe.csv"],
    errors.FutureDateError: ["recebi José 10 --em 2026-12-01"],
    errors.HomeHasDataError: ["demo"],
    errors.HowAcceptedError: ["aceitar 1"],
    errors.InAgreementError: [*AGREED, "corrigir-venda 1 --valor 200 --motivo engano"],
    errors.InstallmentNotFoundError: ["parcela 99"],
    errors.InstallmentNotYetError: ["parcela 4 --em 01/11/2026"],
    errors.InstallmentTooSmallError: ["vendi José 0,01 --parcelas 2"],
    errors.InvalidAmountError: ["recebi José 1,234"],
    errors.InvalidBoletoError: ["vendi José 50 --boleto 123"],
    errors.InvalidChoiceError: ["recebi José 10 --forma fiado"],
    errors.InvalidDateError: ["recebi José 10 --em 31/02"],
    errors.InvalidEmailError: ["novo-cliente Ana --email ana@"],
    errors.InvalidHourError: ["agendar instalar --as 25:00"],
    errors.InvalidInstallmentCountError: ["vendi José 1000 --parcelas 1200"],
    errors.InvalidIntervalError: ["vendi José 100 --parcelas 2 --intervalo sempre"],
    errors.InvalidLinkError: ["vendi Ana 10 --link http://sem-cadeado.example.com"],
    errors.InvalidPathError: ["backup --para ~ninguem-tem-este-nome"],
    errors.InvalidPayDayError: ["novo-cliente Ana --dia-de-pagar 'dia 32'"],
    errors.InvalidPercentError: ["vendi José 100 --entrada 150%"],
    errors.InvalidPhoneError: ["novo-cliente Ana --telefone 1234"],
    errors.InvalidPixFieldError: [*PIX, f"pix --descricao '{'bolo ' * 16}'"],
    errors.InvalidPixKeyError: ["ajustes business.pix_key banana"],
    errors.InvalidSettingError: ["ajustes payments.default_method fiado"],
    errors.InvalidTaxIdError: ["novo-cliente Ana --documento 111.111.111-11"],
    errors.InvalidTextError: ["novo-cliente 'Ana\x1b[31m'"],
    errors.KeepTooLargeError: ["cancelar-venda 2 --manter 40 --motivo engano --sim"],
    errors.LadderOrderError: ["ajustes ladder.esqueceu 10"],
    errors.LadderStartError: ["ajustes ladder.esqueceu não"],
    errors.LimitExceededError: ["editar-cliente José --limite 10", "vendi José 50"],
    errors.MessageNotFoundError: ["confirmar-mensagem 99 chegou"],
    errors.MessageNotUncertainError: ["lembrar --registrar", "confirmar-mensagem 1 chegou"],
    errors.MoneyOpenError: ["esquecer-cliente 'Maria Souza' --sim"],
    errors.NotBlockedError: ["desbloquear José"],
    errors.NotDisputedError: ["resolver 4 manter"],
    errors.NotNotifiedError: [*MAIL, "resumo --avisar"],
    errors.NotPausedError: ["retomar José"],
    errors.NotUndoableError: [*FORGET, "desfazer --sim"],
    errors.NotebookProblemsError: ["importar --vendas ruim.csv"],
    errors.NothingDueError: ["carta José"],
    errors.NothingEarlyError: ["antecipar José 5% --ate 2026-12-10"],
    errors.NothingForSlipsError: ["carne 3"],
    errors.NothingLeftToAgreeError: [AGREED[0].partition(" --")[0] + " --desconto 9999"],
    errors.NothingReceivedError: ["recibo José --ano 2025"],
    errors.NothingOpenError: ["recebi José 10 --venda 3"],
    errors.NothingToDisputeError: ["contestar 5 errado"],
    errors.NothingToWriteOffError: ["perda 5 --motivo sumiu"],
    errors.NothingToChangeError: ["editar-cliente José"],
    errors.NothingToNegotiateError: ["negociar 'Maria Souza'"],
    errors.NothingToPayError: [*PIX, "pix José"],
    errors.NothingToUndoError: ["desfazer --refazer --sim"],
    errors.OutputTakenError: ["exportar json José --saida ruim.csv"],
    errors.OwnTemplateError: [
        "modelos esqueceu --editar --json",
        "modelos esqueceu --editar",
    ],
    errors.PaidAboveTotalError: ["vendi José 10 --pago-por pix:20"],
    errors.PaidPartsDoNotAddUpError: ["recebi José 10 --pago-por pix:5 --pago-por dinheiro:4"],
    errors.PassphraseNeededError: ["backup --cifrar"],
    errors.PeriodReversedError: ["regua --simular 01/11/2026 01/10/2026"],
    errors.PeriodTooLongError: ["regua --simular 01/01/2020 hoje"],
    errors.PointsOffError: ["pontos José --dar 5 --motivo natal"],
    errors.PointsTooFewError: [
        "ajustes points.enabled sim",
        "pontos José --resgatar 5 --para bolo",
    ],
    errors.PromiseTooFarError: ["promessa 'Maria Souza' 2027-03-01"],
    errors.StepNotOpenError: ["anotar 'Maria Souza' oi --etapa conversa"],
    errors.UntilNotAheadError: ["pausar José --ate 2026-11-20 --motivo viagem"],
    errors.PixNotReadyError: ["pix --valor 10"],
    errors.PaymentBouncedError: [
        "devolvido 1 --motivo sumiu --sim",
        "devolvido 1 --motivo sumiu --sim",
    ],
    errors.PaymentNotFoundError: ["estornar 99 --motivo engano --sim"],
    errors.PaymentRefundedError: [BACK, "estornar 1 --motivo engano --sim"],
    errors.PaymentReversedError: ["estornar 1 --motivo a --sim", "estornar 1 --motivo b --sim"],
    errors.ReasonNamesThemError: [
        FORGET[0],
        "esquecer-cliente José --forcar --motivo 'o jose pediu' --sim",
    ],
    errors.RecurringActiveError: [FORGET[0], MONTHLY, "esquecer-cliente José --sim"],
    errors.RecurringEndedError: [MONTHLY, STOP, "parar-mensalidade 1"],
    errors.RecurringEndsBeforeStartError: [f"{MONTHLY} --ate 2026-12-01"],
    errors.RecurringNotFoundError: [STOP],
    errors.ResolutionAmountError: ["resolver 4 abater"],
    errors.SaleNotFoundError: ["cancelar-venda 99 --motivo engano --sim"],
    errors.SaleVoidedError: [VOID, "corrigir-venda 2 --valor 20 --motivo engano"],
    errors.SameCustomerError: ["unir-clientes José c3 --sim"],
    errors.SchedulerMissingError: ["agendar instalar --como windows"],
    errors.SecondPlaceError: ["configurar --outro-lugar /nao/esta/la"],
    errors.SecretInSettingError: ["""ajustes sms.headers '{"X-API-TOKEN": "abc"}'"""],
    errors.SecretsFileError: ["canais"],
    errors.SecretsReadableError: ["canais"],
    errors.SecretUnusableError: ["canais"],
    errors.SettingNotFoundError: ["ajustes sales.due"],
    errors.SettingsFileError: ["resumo"],
    errors.SeveralFitError: ["parcela 'Maria da Silva'"],
    errors.NewsToneError: [
        "vendi Duda 10 --vencimento hoje",
        "lembrar --mostrar --novidade 'Última chance'",
    ],
    errors.TemplateError: ["lembrar --mostrar"],
    errors.TooManyBoletosError: [f"vendi José 50 --boleto {LINE} --boleto {LINE}"],
    errors.ToneError: ["lembrar --mostrar"],
    errors.UtilityBoletoError: [
        "vendi José 50 --boleto 838600000050096000190009000801782309000343062712",
    ],
    errors.WrongCustomerError: ["recebi José 10 --venda 1"],
    errors.HomeUnusableError: ["vendi José 10"],
    errors.DatabaseDamagedError: ["atrasados"],
    errors.DatabaseEmptyError: ["atrasados"],
    errors.DatabaseGoneError: ["atrasados"],
    errors.DatabaseTooNewError: ["atrasados"],
    errors.ForeignFileError: ["vendi José 10"],
    errors.DatabaseUnreadableError: ["atrasados"],
    options.NotACodeError: ["aceitar 1 --codigo 12345"],
    options.NotACountError: ["atrasados --limite muitos"],
    options.NotAYearError: ["recibo Maria --ano 26"],
    usage_errors.ArgumentUnexpectedError: ["resumo agora"],
    usage_errors.CommandUnknownError: ["vendii José 10"],
    usage_errors.OptionMisplacedError: ["resumo --hoje 10/11/2026"],
    usage_errors.OptionUnknownError: ["vendi José 10 --vencimeto sexta"],
    usage_errors.OptionValueError: ["vendi José 10 --vencimento"],
    usage_errors.ParameterMissingError: ["recebi José"],
}
NOT_FROM_A_COMMAND_LINE = {
    # Somebody else writes while a person answers: tests/cli/test_correcting.py.
    errors.WrittenMeanwhileError,
    # The system's own scheduler, a stand-in for it: tests/cli/test_schedule.py.
    errors.CrontabMarksError,
    errors.SchedulerFailedError,
    # Each needs a file, a folder or an installation of its own: tests/services/test_backup.py.
    errors.BackupTooNewError,
    errors.ExtraMissingError,
    errors.NothingToBackUpError,
    errors.PassphraseWrongError,
    errors.RestoreHalfDoneError,
    # Other processes, full disks, read-only media, a broken program: tests/torture.
    errors.AnswerLostError,
    errors.DatabaseBusyError,
    errors.DatabaseWriteError,
    errors.PendingWritesError,
    errors.UpgradeFailedError,
    failures.DefectError,  # Should never happen: below.
    typed_lines.QuoteOpenError,  # Of the caderno, which parts lines itself: test_sitting.py.
    failures.FileSystemError,
}


def break_settings(home):
    (home / "cobranca.toml").write_text("[business\n", "utf-8")


def break_template(home):
    (home / "templates").mkdir(exist_ok=True)
    for step in ("esqueceu", "tudo-bem", "no-dia", "antes"):
        (home / "templates" / f"{step}.txt").write_text("{{ isto_nao_existe }}", "utf-8")


def write_a_harsh_template(home):
    (home / "templates").mkdir(exist_ok=True)
    for step in ("esqueceu", "tudo-bem", "no-dia", "antes"):
        (home / "templates" / f"{step}.txt").write_text("Oi!\nPague sua dívida.", "utf-8")


def write_secrets(text, mode=0o600):
    def write(home):
        path = home / "segredos.env"
        path.touch(mode)
        path.chmod(mode)
        path.write_text(text, "utf-8")

    return write


def change_from_outside(home):
    with contextlib.closing(sqlite3.connect(home / "cobranca.db")) as connection, connection:
        connection.execute("UPDATE customer SET name = 'Outra' WHERE id = 1")


def try_five_codes(home):
    with contextlib.closing(sqlite3.connect(home / "cobranca.db")) as connection, connection:
        connection.execute("UPDATE agreement SET code_tries = 5")


def write_a_huge_template(home):
    (home / "templates").mkdir()
    (home / "templates" / "esqueceu.txt").write_bytes(b"x" * 2_000_000)


def make_home_a_file(home):
    home.rename(home.with_name("aside"))
    home.write_text("não sou uma pasta", "utf-8")


def damage(home):
    (home / "cobranca.db").write_bytes(b"isto nao e um banco de dados\n" * 300)


def empty(home):
    (home / "cobranca.db").write_bytes(b"")


def lose(home):
    (home / "backups").mkdir()
    (home / "cobranca.db").rename(home / "backups" / "cobranca-2026-11-20-100000.zip")


def make_newer(home):
    connection = sqlite3.connect(home / "cobranca.db")
    connection.execute("PRAGMA user_version = 999")
    connection.close()


def make_foreign(home):
    (home / "cobranca.db").unlink()
    connection = sqlite3.connect(home / "cobranca.db")
    connection.execute("CREATE TABLE recipe (name TEXT)")
    connection.close()


def make_unreadable(home):
    (home / "cobranca.db").unlink()
    (home / "cobranca.db").mkdir()


SPOILS = {
    errors.SettingsFileError: break_settings,
    errors.SecretsFileError: write_secrets("isto não é uma senha"),
    errors.SecretsReadableError: write_secrets("", 0o644),
    errors.SecretUnusableError: write_secrets("COBRANCA_EMAIL_PASSWORD=coração"),
    errors.TemplateError: break_template,
    errors.ToneError: write_a_harsh_template,
    errors.BookNotSoundError: change_from_outside,
    errors.BookNotSoundForDossierError: change_from_outside,
    errors.FileTooLargeError: write_a_huge_template,
    errors.CodeLockedError: try_five_codes,
    errors.HomeUnusableError: make_home_a_file,
    errors.DatabaseDamagedError: damage,
    errors.DatabaseEmptyError: empty,
    errors.DatabaseGoneError: lose,
    errors.DatabaseTooNewError: make_newer,
    errors.ForeignFileError: make_foreign,
    errors.DatabaseUnreadableError: make_unreadable,
}


@pytest.fixture
def book(keep, home, tmp_path, monkeypatch):
    """The book, and a folder with a CSV file that cannot be understood."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ruim.csv").write_text('cliente,valor,data\nAna,"1,234",01/10/2026\n', "utf-8")
    keep(BOOK)
    return home


def rows(home):
    """How often the book was written."""
    path = home / "cobranca.db"
    if not path.is_file():
        return None
    connection = sqlite3.connect(path)
    try:
        return connection.execute("SELECT count(*), max(seq) FROM audit").fetchone()
    except sqlite3.DatabaseError:
        return path.read_bytes()
    finally:
        connection.close()


def test_every_error_has_a_line_that_triggers_it():
    assert set(error_classes()) == set(TRIGGERS) | NOT_FROM_A_COMMAND_LINE


@pytest.mark.parametrize("error", TRIGGERS, ids=lambda error: error.__name__)
def test_the_error_reaches_the_person_and_nothing_is_written(error, book, cobranca):
    *before, line = TRIGGERS[error]
    for earlier in before:
        cobranca(earlier)
    if error in SPOILS:
        SPOILS[error](book)
    written = rows(book)
    run = cobranca(line, code=error.exit_code)
    assert run.out == ""
    assert "Traceback" not in run.err
    in_json = f"{line} ".replace(" ", " --json ", 1)
    found = cobranca(in_json, code=error.exit_code)
    assert found.out == ""
    assert found.error["code"] == error_code(error)
    assert found.error["message"] in run.err
    assert found.error["hint"] is None or f"Dica: {found.error['hint']}" in run.err
    assert rows(book) == written


def test_a_defect_is_words_and_not_a_traceback(cobranca, monkeypatch):
    from cobranca_cli.cli import main

    def fail(_option):
        raise ZeroDivisionError("x")

    monkeypatch.setattr(main, "find_home", fail)
    run = cobranca("resumo --json", code=1)
    assert json.loads(run.err)["error"]["code"] == "defect"
    assert "Traceback" not in run.err
    monkeypatch.setenv("COBRANCA_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cobranca("resumo")


def test_a_full_disk_is_told_as_such(cobranca, monkeypatch):
    from cobranca_cli.cli import main

    def fail(_option):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(main, "find_home", fail)
    run = cobranca("resumo --json", code=5)
    assert run.error["code"] == "database_write"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_home_is_told_as_such(cobranca, home):
    home.mkdir()
    home.chmod(0o500)
    run = cobranca("vendi José 10 --json", code=5)
    assert run.error["code"] == "home_unusable"
