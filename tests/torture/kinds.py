"""One line of every kind of write, made to fit the book as it stands."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

from torture.harness import NOW, Answered, copied, old_home, typed

from cobranca_cli.services.reminders import keep_words
from cobranca_cli.store.unit_of_work import UnitOfWork

CUSTOMERS = ("Ana Prado", "Beto Lima", "Carla Dias", "Dora Nunes")
LINES = 400  # Of an imported file.
LINE = "42297004080000278247226173001129610010000018084"


class World:
    """A home, the base it starts from, and a source of chance."""

    def __init__(self, folder, chance):
        self.folder = folder
        self.chance = chance
        self.number = 0
        self.base = folder / "base" / "home"
        self.home = folder / "world" / "home"
        self.twin = folder / "twin" / "home"
        for path in (self.base, self.home, self.twin):
            path.parent.mkdir(parents=True)
        for number, name in enumerate(CUSTOMERS):
            typed(self.base, ["vendi", name, "300", "--parcelas", "3", "--em", "01/10/2026"])
            typed(self.base, ["vendi", name, "45,50", "--em", "05/10/2026"])
            typed(self.base, ["recebi", name, str(60 + 400 * (number == 0)), "--em", "10/11/2026"])
        typed(self.base, ["ajustes", "business.name", "Doces da Lúcia"])
        typed(self.base, ["backup"])
        self.renew()

    def renew(self):
        """Back to the base: a book of a few dozen rows."""
        copied(self.base, self.home)

    def one(self, sql):
        """A random first column of the rows of a query."""
        with closing(sqlite3.connect(self.home / "cobranca.db")) as opened:
            found = [row[0] for row in opened.execute(sql)]
        return str(self.chance.choice(found)) if found else "1"

    def someone(self):
        """A customer's whole name."""
        return self.chance.choice(CUSTOMERS)


def _sale(world):
    return ["vendi", world.someone(), "120,05", "--parcelas", str(world.chance.randint(1, 12))]


def _sale_with_paid_parts(world):
    paid = ["--pago-por", "pix:40", "--pago-por", "dinheiro:20"]
    return ["vendi", f"Pessoa {world.number}", "90", "--parcelas", "3", *paid, "--novo"]


def _down_payment(world):
    return ["vendi", world.someone(), "200", "--entrada", "25%", "--parcelas", "4"]


def _counter(_world):
    return ["vendi", "--balcao", "15", "--pago"]


def _payment(world):
    return ["recebi", world.someone(), str(world.chance.choice([5, 50, 130, 900]))]


def _charged(world, *more):
    name = f"Atrasa {world.number}"
    terms = ["--multa", "2", "--juros", "1"]
    typed(world.home, ["vendi", name, "90", "--em", "01/11/2026", "--vencimento", "03/11/2026",
                       *terms, "--novo"])  # fmt: skip
    return ["recebi", name, "50", *more]


def _forgiven(world):
    return _charged(world, "--perdoar-encargos")


def _reversal(world):
    payment = world.one("SELECT id FROM payment")
    return ["estornar", payment, "--motivo", "engano", "--sim"]


def _cheque(world):
    return ["recebi", world.someone(), "70", "--forma", "cheque", "--bom-para", "10/12/2026"]


def _bounce(world):
    name = f"Devolve {world.number}"
    typed(world.home, ["vendi", name, "90", "--em", "01/11/2026", "--novo"])
    typed(world.home, ["recebi", name, "100", "--em", "05/11/2026", "--forma", "cheque"])
    typed(world.home, ["vendi", name, "30", "--em", "10/11/2026"])
    return ["devolvido", name, "--motivo", "sem fundos", "--em", "08/11/2026", "--sim"]


def _sale_with_boleto(world):
    return ["vendi", world.someone(), "180,84", "--boleto", LINE]


def _boleto_taken_off(world):
    typed(world.home, _sale_with_boleto(world))
    item = world.one("SELECT installment_id FROM boleto WHERE active = 1")
    return ["corrigir-venda", "--parcela", item, "--boleto", "", "--motivo", "trocou"]


def _early(world):
    name = f"Adianta {world.number}"
    terms = ["--desconto-antecipado", "5%", "--antecipado-ate", "10/12/2026"]
    typed(world.home, ["vendi", name, "100", "--parcelas", "2", "--novo", *terms])
    return ["recebi", name, "130"]


def _early_offer(world):
    name = f"Oferta {world.number}"
    typed(world.home, ["vendi", name, "100", "--parcelas", "2", "--novo"])
    typed(world.home, ["antecipar", name, "3%", "--ate", "10/12/2026"])
    return ["antecipar", name, "5%", "--ate", "10/12/2026"]


def _points(world):
    name = f"Pontual {world.number}"
    typed(world.home, ["ajustes", "points.enabled", "sim"], code=None)  # It may be on already.
    typed(world.home, ["vendi", name, "100", "--parcelas", "2", "--novo"])
    typed(world.home, ["recebi", name, "60"])
    sale = world.one("SELECT max(id) FROM sale")
    spent = [["--para", "um bolo"], ["--venda", sale]]
    return ["pontos", name, "--resgatar", "20", *world.chance.choice(spent)]


def _proposed(world):
    name = f"Combina {world.number}"
    terms = ["--vencimento", "10/08/2026", "--multa", "2", "--juros", "1"]
    typed(world.home, ["vendi", name, "300", "--parcelas", "3", "--em", "01/08/2026", *terms,
                       "--novo"])  # fmt: skip
    return ["negociar", name, "--parcelas", "2", "--desconto", "5%", "--entrada", "30"]


def _agreed(world):
    line = _proposed(world)
    typed(world.home, line)
    return ["aceitar", line[1], "--prova", "disse sim"]


def _agreement_broken(world):
    line = _agreed(world)
    typed(world.home, line)
    typed(world.home, ["recebi", line[1], "50"])
    return ["romper", line[1], "--motivo", "parou", "--sim"]


def _agreement_cancelled(world):
    line = _agreed(world)
    typed(world.home, line)
    return ["cancelar-acordo", line[1], "--motivo", "mudou de ideia"]


def _refund(world):
    return ["devolver", CUSTOMERS[0], "1,00", "--motivo", "troco"]


def _void(world):
    sale = world.one("SELECT sale_id FROM sale_state WHERE open_cents > 0")
    return ["cancelar-venda", sale, "--motivo", "desistiu", "--sim"]


def _edit(world):
    sale = world.one(
        "SELECT sale_id FROM sale_state WHERE NOT voided AND customer_id NOT IN"
        " (SELECT id FROM customer WHERE is_counter = 1)"
    )
    return ["corrigir-venda", sale, "--valor", str(300 + world.number), "--motivo", "engano"]


def _discount(world):
    sale = world.one("SELECT sale_id FROM sale_state WHERE open_cents > 300")
    more = world.chance.choice([[], ["--devolvido"]])
    return ["abater", "--venda", sale, "1,50", "--motivo", "amassou", *more]


def _write_off(world):
    item = world.one("SELECT id FROM installment WHERE open_cents > 300")
    return ["perda", item, "--motivo", "sumiu"]


def _recovery(world):
    name = f"Volta {world.number}"
    typed(world.home, ["vendi", name, "90", "--novo"])
    typed(world.home, ["perda", name, "--motivo", "sumiu"])
    item = world.one("SELECT max(id) FROM installment")
    return ["recebi", name, "50", "--parcela", item]


def _attach(world):
    photo = world.folder / f"foto {world.number}.JPG"
    photo.write_bytes(world.chance.randbytes(300_000))
    return ["anexar", str(photo), "--venda", world.one("SELECT id FROM sale")]


def _dispute(world):
    item = world.one(
        "SELECT id FROM installment WHERE open_cents > 300 AND id NOT IN"
        " (SELECT installment_id FROM dispute WHERE active = 1 AND status = 'open')"
    )
    return ["contestar", item, f"veio errado {world.number}"]


def _resolve(world):
    name = f"Contesta {world.number}"
    typed(world.home, ["vendi", name, "90", "--novo"])
    typed(world.home, ["contestar", name, "veio errado"])
    typed(world.home, ["recebi", name, "50"])  # Credit, to be used when it is over.
    how = world.chance.choice([["manter"], ["abater", "1,50"], ["cancelar"]])
    return ["resolver", name, *how, "--motivo", "conversamos"]


def _undo(_world):
    return ["desfazer", "--sim"]


def _redo(world):
    typed(world.home, ["vendi", world.someone(), "77"])
    typed(world.home, ["desfazer", "--sim"])
    return ["desfazer", "--refazer", "--sim"]


def _customer(world):
    return ["novo-cliente", f"Freguesa {world.number}", "--telefone", f"1191234{world.number:04}"]


def _edit_customer(world):
    return ["editar-cliente", world.someone(), "--apelido", f"Apelido {world.number}"]


def _recurring(world):
    days = ["--cada", "mes", "--inicio", "05/12/2026"]
    return ["mensalidade", world.someone(), "90", *days, "--descricao", "Doces do mês"]


def _generate(world):
    days = ["--cada", "semana", "--inicio", "05/09/2026"]
    typed(world.home, ["mensalidade", world.someone(), "12,50", *days])
    return ["gerar-mensalidades"]


def _import(world):
    file = world.folder / "vendas.csv"
    name = f"Cliente {world.number}"
    rows = [
        f"{name}-{line % 40},{10 + line % 90},{1 + line % 28:02}/09/2026,{1 + line % 3}"
        for line in range(LINES)
    ]
    file.write_text("\n".join(["cliente,valor,data,parcelas", *rows]) + "\n", "utf-8")
    return ["importar", "--vendas", str(file)]


def _undo_import(world):
    typed(world.home, _import(world))
    return _undo(world)


def _forget(world):
    name = f"Passante {world.number}"
    typed(world.home, ["vendi", name, "20", "--pago", "--novo"])
    return ["esquecer-cliente", name, "--sim"]


def _queue(world, keys, day="23/11/2026"):
    name = f"Fila {world.number}"
    due = ["--em", "01/10/2026", "--vencimento", "09/10/2026", "--telefone", "11912345678"]
    typed(world.home, ["vendi", name, "50", *due])
    return Answered(["--hoje", day, "lembrar", name, "--whatsapp"], keys)


def _sent(world):
    return _queue(world, "s\n")


def _approved(world):
    return _queue(world, "a\n", day="22/11/2026")


def _approved_and_sent(world):
    line = _approved(world)
    typed(world.home, line)
    return Answered(["lembrar", line[3], "--whatsapp"], "s\n")


def _put_off(world):
    return _queue(world, "d\nsexta\n")


def _setting(world):
    return ["ajustes", "business.name", f"Doces {world.number}"]


def _backup(_world):
    return ["backup"]


def _restore(world):
    typed(world.home, ["vendi", world.someone(), "33"])
    typed(world.home, ["ajustes", "business.owner", f"Lúcia {world.number}"])
    (file,) = (world.base / "backups").glob("*.zip")
    return ["restaurar", str(file), "--sim"]


def _recorded(world):
    typed(world.home, ["vendi", f"Esquecida {world.number}", "50", "--em", "01/10/2026"])
    return ["lembrar", "--registrar"]


def _thanked(world):
    name = f"Pontual {world.number}"
    for number in ("1", "2", "3"):
        days = ["--em", f"0{number}/09/2026", "--vencimento", f"0{number}/10/2026"]
        typed(world.home, ["vendi", name, "50", *days])
        typed(world.home, ["recebi", name, "50", "--em", f"0{number}/10/2026"])
    return ["lembrar", name, "--etapa", "agradecimento", "--registrar"]


def _confirmed(world):
    with UnitOfWork(world.home / "cobranca.db", now=NOW, today=NOW.date(), command="x") as unit:
        message_id = keep_words(
            unit, 1, step="esqueceu", channel="email", to="a@x.br", text="Oi", status="uncertain"
        )
    return ["confirmar-mensagem", str(message_id), world.chance.choice(["chegou", "nao-chegou"])]


def _first_write(world):
    shutil.rmtree(world.home)
    return ["vendi", "Ana Prado", "50", "--parcelas", "2"]


def _upgrade(world):
    shutil.rmtree(world.home)
    old_home(world.home)
    return ["resumo"]


KINDS = {
    "venda": _sale,
    "venda paga em parte": _sale_with_paid_parts,
    "venda com entrada": _down_payment,
    "venda no balcão": _counter,
    "recebimento": _payment,
    "recebimento com encargos": _charged,
    "encargos perdoados": _forgiven,
    "estorno": _reversal,
    "cheque": _cheque,
    "recebimento devolvido": _bounce,
    "venda com boleto": _sale_with_boleto,
    "boleto tirado": _boleto_taken_off,
    "pagamento antecipado": _early,
    "desconto oferecido": _early_offer,
    "pontos": _points,
    "proposta de acordo": _proposed,
    "acordo aceito": _agreed,
    "acordo rompido": _agreement_broken,
    "acordo cancelado": _agreement_cancelled,
    "devolução": _refund,
    "cancelamento": _void,
    "correção": _edit,
    "desconto": _discount,
    "perda": _write_off,
    "perda recuperada": _recovery,
    "anexo": _attach,
    "contestação": _dispute,
    "contestação resolvida": _resolve,
    "desfazer": _undo,
    "refazer": _redo,
    "cliente novo": _customer,
    "cliente corrigido": _edit_customer,
    "mensalidade": _recurring,
    "mensalidades geradas": _generate,
    "importação": _import,
    "importação desfeita": _undo_import,
    "esquecimento": _forget,
    "lembrete enviado da fila": _sent,
    "lembrete aprovado": _approved,
    "aprovado e enviado": _approved_and_sent,
    "lembrete adiado": _put_off,
    "lembretes registrados": _recorded,
    "agradecimento": _thanked,
    "mensagem confirmada": _confirmed,
    "ajuste": _setting,
    "cópia": _backup,
    "restauração": _restore,
    "primeira venda": _first_write,
    "versão nova": _upgrade,
}
# After these the home is no longer the one that the others work on.
LAST = {"primeira venda", "versão nova", "restauração", "importação", "importação desfeita"}
