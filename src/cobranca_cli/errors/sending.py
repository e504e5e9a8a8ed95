"""Sending to people: a channel that is not set up, and where its passwords are kept."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from cobranca_cli.errors.asked import NotFoundError
from cobranca_cli.errors.base import CobrancaError, printable, shown
from cobranca_cli.errors.rules import RefusedError
from cobranca_cli.errors.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence


class ChannelNotReadyError(RefusedError):
    """A channel lacks settings or passwords; `missing` names them as they are typed."""

    def __init__(self, channel: str, missing: Sequence[str]) -> None:
        super().__init__(
            f"Ainda não dá para enviar por {channel}. Falta: {'; '.join(missing)}.",
            "veja todos os canais com: cobranca canais",
        )
        self.missing = list(missing)


class SecretInSettingError(RefusedError):
    """A password or token was typed where only its name belongs."""

    def __init__(self, key: str, where: str) -> None:
        super().__init__(
            f"O ajuste {key} não guarda senhas, e {shown(where, 40)} parece levar uma.",
            "ponha o valor no arquivo segredos.env, como COBRANCA_SMS_TOKEN=…, e escreva aqui só o "
            "nome: $COBRANCA_SMS_TOKEN",
        )


class SecretUnusableError(RefusedError):
    """A password or token with a character that cannot be sent; the value is never shown."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"A senha {printable(name)} tem um acento ou um caractere invisível, que não dá para "
            "enviar.",
            "confira se foi copiada inteira e sozinha; no e-mail, crie uma senha de aplicativo.",
        )


class SecretsReadableError(RefusedError):
    """Other people of the computer can read `segredos.env`; nothing in it is used."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"Outras pessoas deste computador podem ler {printable(path, 200)}, onde há senhas.",
            f"feche o arquivo com: chmod 600 {shlex.quote(printable(path, 200))}",
        )


class SecretsFileError(StoreError):
    """`segredos.env` cannot be read; `why` never quotes it."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"Não consigo usar {printable(path, 200)}: {why}.",
            "cada linha é NOME=valor, como COBRANCA_EMAIL_PASSWORD=…; as que começam com # são "
            "comentários.",
        )


class MessageNotFoundError(NotFoundError):
    """No message has this number."""

    def __init__(self, text: str) -> None:
        super().__init__(f"Não encontrei a mensagem {shown(text)}.", "veja com: cobranca mensagens")


class MessageNotUncertainError(RefusedError):
    """What became of a message is known already."""

    def __init__(self, message_id: int) -> None:
        super().__init__(
            f"Da mensagem {message_id} já se sabe o que foi feito.",
            "veja com: cobranca mensagens",
        )


class NotNotifiedError(CobrancaError):
    """A notice to the owner that was not taken, with the server's words."""

    def __init__(self, channel: str, words: str) -> None:
        super().__init__(
            f"O aviso por {channel} não saiu: {printable(words, 300)}",
            "experimente o canal com: cobranca canais teste",
        )
