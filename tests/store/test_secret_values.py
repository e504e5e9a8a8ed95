"""Where passwords come from, in which order, and that they show nowhere."""

from __future__ import annotations

import pickle
import sys

import pytest

from cobranca_cli.errors import SecretsFileError, SecretsReadableError, SecretUnusableError
from cobranca_cli.store.secret_values import FILE, Secret, Secrets, hidden

NAME = "COBRANCA_EMAIL_PASSWORD"


@pytest.fixture
def keep(home):
    """`keep(text)`: the file of a home with this in it."""

    def write(text, mode=0o600):
        home.mkdir(mode=0o700, exist_ok=True)
        path = home / FILE
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        path.chmod(mode)
        return path

    return write


def value(secrets, name=NAME):
    found = secrets.get(name)
    return found and found.reveal()


def test_the_environment_is_asked_before_the_keyring_and_the_keyring_before_the_file(
    home, keep, monkeypatch
):
    keyring = pytest.importorskip("keyring", reason="the extra senhas is not installed")
    keep(f"{NAME}=do arquivo")
    monkeypatch.setattr(keyring, "get_password", lambda service, name: f"{service} {name}")
    assert value(Secrets(home, {NAME: "do ambiente"})) == "do ambiente"
    assert value(Secrets(home, {NAME: " "})) == f"cobranca {NAME}"
    monkeypatch.setattr(keyring, "get_password", lambda *_: None)
    assert value(Secrets(home, {})) == "do arquivo"
    assert value(Secrets(home, {}), "COBRANCA_OUTRA") is None


def test_a_keyring_that_is_not_there_or_locked_is_passed_over(home, keep, monkeypatch):
    keyring = pytest.importorskip("keyring", reason="the extra senhas is not installed")
    keep(f"{NAME}=x")

    def locked(*_):
        raise keyring.errors.KeyringLocked

    monkeypatch.setattr(keyring, "get_password", locked)
    assert value(Secrets(home, {})) == "x"
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert value(Secrets(home, {})) == "x"


@pytest.mark.parametrize(
    ("line", "expected"),
    [(f"{NAME}=abc", "abc"), (f"export {NAME} = abc ", "abc"), (f'{NAME}="a b#c"', "a b#c"),
     (f"{NAME}='a=b'", "a=b"), (f"\ufeff# senha\n\n{NAME}=x#1\r\n", "x#1"), (f"{NAME}=", None),
     ("", None), (f"{NAME}=a\n{NAME}=b", "b")],
)  # fmt: skip
def test_the_lines_of_the_file(home, keep, line, expected):
    keep(line)
    assert value(Secrets(home, {})) == expected


@pytest.mark.parametrize(
    ("content", "why"),
    [("senha 123", "linha 1"), (f"{NAME}=a\nminúscula=b", "linha 2"), (b"\xff\xfe", "UTF-8"),
     (b"#" * 70_000, "grande demais")],
)  # fmt: skip
def test_a_file_that_is_not_understood_is_told_without_a_word_of_it(home, keep, content, why):
    keep(content)
    with pytest.raises(SecretsFileError) as refused:
        Secrets(home, {}).get(NAME)
    assert why in refused.value.message
    assert "123" not in refused.value.message


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660, 0o610])
def test_a_file_that_others_can_read_is_not_used(home, keep, mode):
    keep(f"{NAME}=x", mode)
    with pytest.raises(SecretsReadableError) as refused:
        Secrets(home, {}).get(NAME)
    assert "chmod 600" in refused.value.hint
    assert value(Secrets(home, {NAME: "y"})) == "y"


def test_what_is_no_file_is_words(home):
    (home / FILE).mkdir(parents=True)
    with pytest.raises(SecretsFileError, match="não é um arquivo"):
        Secrets(home, {}).get(NAME)


@pytest.mark.parametrize("text", ["coração", "a\nb", "a\x00b", "a\tb", "\u202eabc"])
def test_what_cannot_be_sent_is_refused_and_not_shown(home, text):
    with pytest.raises(SecretUnusableError) as refused:
        Secrets(home, {NAME: text}).get(NAME)
    assert NAME in refused.value.message
    assert text not in f"{refused.value.message} {refused.value.hint}"


def test_a_secret_shows_nothing_of_itself():
    secret = Secret("abc123")
    assert "abc123" not in f"{secret} {secret!r} {[secret]} {(secret,)}"
    with pytest.raises(TypeError):
        pickle.dumps(secret)


def test_what_a_server_repeats_is_hidden():
    assert hidden("a b/c d b%2Fc", [Secret("b/c")]) == "a ••• d •••"
    assert hidden("abc abcdef", [Secret("abc"), Secret("abcdef")]) == "••• •••"


def test_other_commands_warn_of_a_file_that_others_can_read(cobranca, keep):
    cobranca("vendi Ana 10")
    keep("", 0o644)
    assert FILE in cobranca("atrasados").err


def test_a_backup_holds_no_secrets_and_a_restore_leaves_them(cobranca, home, keep):
    import zipfile

    cobranca("vendi Ana 10")
    path = keep(f"{NAME}=S3nha")
    copy = cobranca("backup --json").json["file"]
    with zipfile.ZipFile(copy) as archive:
        assert FILE not in archive.namelist()
    cobranca(["restaurar", copy, "--sim"])
    assert path.read_text("utf-8") == f"{NAME}=S3nha"
