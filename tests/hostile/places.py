"""Every place of the command line that takes a word, and what kind of word it takes."""

from __future__ import annotations

from typing import NamedTuple

from cobranca_cli.cli.main import build
from cobranca_cli.cli.table import COMMANDS

# line, text: kept as typed. new: a customer, made when there is none. who, number: somebody or
# something that is there. setting: a settings value. path: a file. word: parsed, nothing is kept.
KINDS = {
    "add-sale": {
        "customer": "new", "amount": "word", "walk_in": "word", "paid_by": "word", "due": "word",
        "installments": "word", "interval": "word", "remainder": "word", "down_payment": "word",
        "method": "word", "on": "word", "description": "text", "kind": "word", "invoice": "line",
        "link": "word", "boleto": "word", "fine": "word", "interest": "word", "phone": "word",
        "override": "text", "early_discount": "word", "early_until": "word",
    },
    "add-payment": {
        "customer": "who", "amount": "word", "on": "word", "method": "word", "paid_by": "word",
        "sale": "number", "installment": "number", "reference": "line", "payer": "line",
        "discount": "word", "clears_on": "word",
    },
    "overdue": {"customer": "who", "as_of": "word", "by": "word", "min_days": "word",
                "limit": "word"},
    "remind": {"customers": "who", "step": "word", "limit": "word", "news": "setting"},
    "promise": {"customer": "who", "day": "word", "amount": "word"},
    "promises": {"customer": "who", "limit": "word"},
    "dispute": {"installment": "number", "text": "text"},
    "resolve-dispute": {"installment": "number", "how": "word", "amount": "word", "reason": "text"},
    "attach": {"file": "path", "sale": "number", "payment": "number"},
    "attachments": {"customer": "who"},
    "decision": {"customer": "who"},
    "dossier": {"customer": "who", "on": "word", "output": "path"},
    "negotiate": {
        "customer": "who", "installments": "word", "discount": "word", "down_payment": "word",
        "first_due": "word", "sale": "number",
    },
    "accept-agreement": {"agreement": "number", "code": "word", "proof": "text"},
    "agreements": {"customer": "who"},
    "agreement": {"agreement": "number", "pdf": "path"},
    "break-agreement": {"agreement": "number", "reason": "text"},
    "cancel-agreement": {"agreement": "number", "reason": "text"},
    "write-off": {"installment": "number", "reason": "text", "on": "word"},
    "why": {"customer": "who"},
    "messages": {"customer": "who", "limit": "word"},
    "pause": {"customer": "who", "until": "word", "reason": "text", "installment": "number"},
    "resume": {"customer": "who", "installment": "number"},
    "confirm-message": {"message": "number", "became": "word"},
    "summary": {"channel": "word"},
    "upcoming": {"days": "word"},
    "pix": {
        "customer": "who", "sale": "number", "installment": "number", "amount": "word",
        "description": "word", "png": "path", "svg": "path",
    },
    "read-pix": {"payload": "word"},
    "receipt": {"payment": "number", "year": "word", "pdf": "path"},
    "booklet": {"sale": "number", "pdf": "path"},
    "letter": {"customer": "who", "pdf": "path"},
    "read-boleto": {"line": "word"},
    "customer": {"customer": "who"},
    "customers": {"search": "search", "segment": "word", "limit": "word"},
    "score": {"customer": "who", "as_of": "word"},
    "add-customer": {
        "name": "line", "nickname": "line", "phone": "word", "document": "word", "email": "word",
        "address": "line", "note": "text", "limit": "word", "channel": "word", "pay_day": "word",
        "referred_by": "line",
    },
    "statement": {"customer": "who", "since": "word", "until": "word", "pdf": "path"},
    "edit-sale": {
        "reason": "text", "sale": "number", "installment": "number", "amount": "word",
        "due": "word", "description": "text", "customer": "who", "boleto": "word",
    },
    "sales": {"customer": "who", "limit": "word"},
    "void-sale": {"sale": "number", "reason": "text", "keep": "word"},
    "discount": {"target": "number", "reason": "text", "sale": "number"},
    "points": {
        "customer": "who", "redeem": "word", "sale": "number", "on": "word", "give": "word",
        "reason": "text",
    },
    "early-offer": {"offer": "word", "until": "word"},
    "payments": {"customer": "who", "limit": "word"},
    "reverse-payment": {"payment": "number", "reason": "text"},
    "bounce-payment": {"payment": "number", "reason": "text", "on": "word"},
    "refund": {"customer": "who", "amount": "word", "reason": "text", "method": "word"},
    "installment": {"installment": "number", "on": "word"},
    "edit-customer": {
        "customer": "who", "name": "line", "nickname": "line", "phone": "word", "document": "word",
        "email": "word", "address": "line", "note": "text", "limit": "word", "channel": "word",
        "pay_day": "word", "referred_by": "line",
    },
    "merge-customers": {"keep": "who", "other": "who"},
    "log-contact": {"customer": "who", "text": "text", "reason": "word", "kind": "word",
                    "on": "word", "step": "word"},
    "block": {"customer": "who", "reason": "text"},
    "unblock": {"customer": "who", "reason": "text"},
    "forget-customer": {"customer": "who", "reason": "text"},
    "export": {"form": "word", "customer": "who", "output": "path"},
    "add-recurring": {
        "customer": "who", "amount": "word", "every": "word", "start": "word", "times": "word",
        "until": "word", "description": "text", "kind": "word",
    },
    "recurring": {"customer": "who", "limit": "word"},
    "change-recurring": {
        "recurring": "number", "amount": "word", "amount_option": "word", "since": "word",
    },
    "stop-recurring": {"recurring": "number", "on": "word"},
    "ladder": {"simulate": "word", "settings": "path"},
    "templates": {"name": "word"},
    "check-template": {"file": "path"},
    "channels": {"action": "word", "channel": "word"},
    "log": {"limit": "word"},
    "backup": {"to": "path", "keep": "word"},
    "restore": {"file": "path"},
    "import-json": {"file": "path"},
    "import-csv": {"customers": "path", "sales": "path", "payments": "path"},
    "setup": {
        "name": "setting", "owner": "setting", "document": "word", "city": "setting",
        "address": "setting", "phone": "word", "pix_key": "word", "timezone": "word",
        "manner": "word", "send_hours": "word", "charges": "word", "fine": "word",
        "interest": "word", "limit": "word", "customers": "path", "sales": "path",
        "payments": "path", "second_place": "path", "encrypt": "word", "daily_at": "word",
    },
    "schedule": {"action": "word", "at": "word", "what": "word", "how": "word"},
    "config": {"key": "word", "value": "setting"},
    "complete": {"shell": "word"},
    "help": {"topic": "word"},
}  # fmt: skip

# A line that goes through on the book of the tests: its arguments, its options.
LINES = {
    "add-sale": (["Ana", "10"], []),
    "add-payment": (["Ana", "10"], []),
    "customer": (["Ana"], []),
    "confirm-message": (["1", "chegou"], []),
    "promise": (["Ana", "amanhã"], []),
    "dispute": (["1", "x"], []),
    "resolve-dispute": (["3", "discount", "1"], []),
    "attach": (["foto.jpg"], ["--sale", "1"]),
    "attachments": (["Ana"], []),
    "decision": (["Ana"], []),
    "negotiate": (["Ana"], []),
    "dossier": (["Ana"], []),
    "accept-agreement": (["1"], []),
    "agreements": (["Ana"], []),
    "agreement": (["1"], []),
    "break-agreement": (["2"], ["--reason", "x", "--yes"]),
    "cancel-agreement": (["1"], ["--reason", "x"]),
    "write-off": (["1"], ["--reason", "x"]),
    "why": (["Ana"], []),
    "pause": (["Ana"], ["--until", "amanhã", "--reason", "x"]),
    "resume": (["Ana"], []),
    "score": (["Ana"], []),
    "add-customer": (["Bia Nova"], []),
    "statement": (["Ana"], []),
    "edit-sale": (["1"], ["--reason", "x", "--amount", "90"]),
    "void-sale": (["2"], ["--reason", "x", "--yes"]),
    "discount": (["1", "1"], ["--reason", "x"]),
    "early-offer": (["Tito", "5%"], ["--until", "2027-01-10"]),
    "reverse-payment": (["1"], ["--reason", "x", "--yes"]),
    "bounce-payment": (["1"], ["--reason", "x", "--yes"]),
    "refund": (["Rui", "1"], ["--reason", "x"]),
    "receipt": (["1"], []),
    "booklet": (["1"], []),
    "letter": (["Ana"], []),
    "installment": (["1"], []),
    "edit-customer": (["Ana"], ["--email", "ana@example.com"]),
    "points": (["Ana"], ["--give", "5", "--reason", "x"]),
    "merge-customers": (["Ana", "Rui"], ["--yes"]),
    "log-contact": (["Ana", "x"], []),
    "block": (["Ana"], ["--reason", "x"]),
    "unblock": (["Rui"], []),
    "forget-customer": (["Zeca"], ["--yes"]),
    "add-recurring": (["Ana", "10"], ["--every", "month", "--start", "2026-12-01"]),
    "recurring": (["Ana"], []),
    "change-recurring": (["1", "12"], []),
    "stop-recurring": (["1"], []),
    "channels": (["teste", "email"], []),
    "export": (["json", "Ana"], []),
    "restore": (["nada.zip"], []),
    "check-template": (["esqueceu"], []),
    "setup": ([], ["--name", "Lia"]),
    "schedule": (["show"], []),
    "config": (["business.name", "Lia"], []),
}
BOOK = (
    "setup --owner Lia --city Campinas --pix-key lia@example.com",
    "setup --document 529.982.247-25 --address 'Rua 1'",
    "add-sale Ana 100 --on 01/10/2026 --due 10/10/2026",
    "add-sale Rui 50 --on 01/10/2026 --due 10/10/2026",
    "add-payment Rui 60",
    "add-customer Zeca",
    "block Rui --reason x",
    "add-recurring Ana 10 --every month --start 2026-12-01",
    "add-sale Lia 30 --on 01/10/2026 --due 10/10/2026",
    "dispute 3 x",
    "config points.enabled sim",
    "add-sale Tito 40 --due 2027-01-15",
    "add-sale Eva 70 --on 01/10/2026 --due 10/10/2026",
    "negotiate Ana --installments 2",
    "negotiate Eva --installments 2",
    "accept-agreement 2 --proof x",
)


class Place(NamedTuple):
    """One option or argument; `position` is an argument's, None for an option."""

    command: str
    name: str
    option: str | None
    position: int | None

    @property
    def kind(self):
        return KINDS[self.command][self.name]

    def line(self, text, *more):
        """A command line with `text` in this place."""
        arguments, options = LINES.get(self.command, ([], []))
        arguments = list(arguments)
        if self.position is None:
            return [self.command, *options, self.option, text, *more, "--", *arguments]
        arguments[self.position : self.position + 1] = [text]
        return [self.command, *options, *more, "--", *arguments]


def places():
    """All of them, from the commands as Typer builds them."""
    found = []
    for command in COMMANDS:
        taken = [p for p in build(command).params if not getattr(p, "is_flag", False)]
        arguments = [p for p in taken if p.param_type_name == "argument"]
        found += [
            Place(command.name, p.name, None, arguments.index(p)) if p in arguments
            else Place(command.name, p.name, p.opts[0], None)
            for p in taken
        ]  # fmt: skip
    return found


PLACES = places()
