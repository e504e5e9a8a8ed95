"""The command table: every command's names, panel, help and module; nothing is imported for it.

Typer builds a command in about a millisecond; only the one that is named is ever built, and
`--help` comes from here.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["list", "fact", "write", "plain"]


class Command(NamedTuple):
    """One line of the table.

    `kind` decides the shared options: list (--json --csv), fact (--json), write (--json --dry-run
    --yes), plain (none). `everyday` commands are in the short help.
    """

    name: str
    name_pt: str
    panel: str
    kind: Kind
    module: str
    function: str
    help: str
    example: str
    everyday: bool = False


SETUP, CUSTOMERS, SALES = "Começar", "Clientes", "Vendas"
PAYMENTS, LOOKING, REMINDERS, DATA = "Recebimentos", "Consultar", "Lembretes", "Dados"
RECURRING = "Mensalidades"
PANELS = (SALES, RECURRING, PAYMENTS, LOOKING, REMINDERS, CUSTOMERS, DATA, SETUP)

COMMANDS: tuple[Command, ...] = (
    Command("add-sale", "vendi", SALES, "write", "sales", "add_sale",
            "Anota uma venda: fiado, parcelada, com entrada ou paga na hora.",
            "cobranca vendi Maria 150,00 --vencimento sexta --descricao 'Bolo de cenoura'", True),
    Command("add-payment", "recebi", PAYMENTS, "write", "payments", "add_payment",
            "Anota um recebimento; paga primeiro o que vence primeiro.",
            "cobranca recebi Maria 80 --forma pix", True),
    Command("overdue", "atrasados", LOOKING, "list", "looking", "overdue",
            "Quem está atrasado, desde quando e quanto.",
            "cobranca atrasados --dias-minimos 30", True),
    Command("remind", "lembrar", REMINDERS, "write", "reminding", "remind",
            "Mostra um lembrete gentil para cada cliente com algo a pagar.",
            "cobranca lembrar --mostrar", True),
    Command("summary", "resumo", LOOKING, "fact", "looking", "summary",
            "O dia em poucas linhas: o que entrou, o que vence, o que atrasou.",
            "cobranca resumo", True),
    Command("upcoming", "a-vencer", LOOKING, "list", "looking", "upcoming",
            "O que vence nos próximos dias.",
            "cobranca a-vencer --dias 15", True),
    Command("customer", "ficha", CUSTOMERS, "fact", "registry", "customer",
            "Tudo sobre um cliente em uma tela.",
            "cobranca ficha Maria", True),
    Command("customers", "clientes", CUSTOMERS, "list", "registry", "customers",
            "Lista os clientes com o que têm em aberto.",
            "cobranca clientes --procurar silva", True),
    Command("add-customer", "novo-cliente", CUSTOMERS, "write", "customers", "add_customer",
            "Cadastra um cliente.",
            "cobranca novo-cliente 'Maria da Silva' --telefone '11 91234-5678'", True),
    Command("statement", "extrato", LOOKING, "list", "looking", "statement",
            "As vendas e os recebimentos de um cliente, com o saldo a cada linha.",
            "cobranca extrato Maria", True),
    Command("edit-sale", "corrigir-venda", SALES, "write", "edits", "edit_sale",
            "Corrige uma venda, ou uma parcela dela, como se tivesse sido anotada assim.",
            "cobranca corrigir-venda 12 --valor 180 --motivo 'digitei errado'", True),
    Command("channels", "canais", REMINDERS, "fact", "channels", "channels",
            "Por onde dá para enviar mensagens, o que falta em cada um, e um teste.",
            "cobranca canais teste email"),
    Command("undo", "desfazer", DATA, "write", "taking_back", "undo",
            "Desfaz o último registro; --refazer traz de volta.",
            "cobranca desfazer", True),
    Command("promise", "promessa", REMINDERS, "write", "promises", "promise",
            "Anota uma promessa de pagar; até lá não há lembrete.",
            "cobranca promessa Maria 'dia 10' 80,00", True),
    Command("promises", "promessas", REMINDERS, "list", "promises", "promises",
            "Lista as promessas: em aberto, cumpridas e não cumpridas.",
            "cobranca promessas"),
    Command("why", "por-que", REMINDERS, "fact", "reminding", "why",
            "Explica por que um cliente recebe ou não um lembrete, regra por regra.",
            "cobranca por-que Maria"),
    Command("messages", "mensagens", REMINDERS, "list", "reminding", "messages",
            "Lista o que foi dito a quem, palavra por palavra.",
            "cobranca mensagens Maria"),
    Command("confirm-message", "confirmar-mensagem", REMINDERS, "write", "reminding",
            "confirm_message",
            "Diz o que foi de uma mensagem incerta: chegou ou não chegou.",
            "cobranca confirmar-mensagem 12 chegou"),
    Command("tasks", "tarefas", REMINDERS, "list", "reminding", "tasks",
            "Lista o que a régua deixa para você fazer.",
            "cobranca tarefas"),
    Command("pause", "pausar", REMINDERS, "write", "promises", "pause",
            "Não lembra um cliente, uma parcela ou ninguém, até um dia.",
            "cobranca pausar Maria --ate 'dia 10' --motivo viagem"),
    Command("resume", "retomar", REMINDERS, "write", "promises", "resume",
            "Acaba com uma pausa.",
            "cobranca retomar Maria"),
    Command("sales", "vendas", SALES, "list", "books", "sales",
            "Lista as vendas, da mais nova para a mais antiga.",
            "cobranca vendas Maria"),
    Command("void-sale", "cancelar-venda", SALES, "write", "edits", "void_sale",
            "Cancela uma venda, toda ou em parte; o que já foi pago vira crédito.",
            "cobranca cancelar-venda 12 --motivo 'cliente desistiu'"),
    Command("discount", "abater", SALES, "write", "edits", "discount",
            "Dá um desconto em uma parcela ou venda, ou anota uma devolução.",
            "cobranca abater 31 10,00 --motivo 'bolo amassou'"),
    Command("add-recurring", "mensalidade", RECURRING, "write", "recurring", "add_recurring",
            "Combina uma venda que se repete toda semana, todo mês ou todo ano.",
            "cobranca mensalidade Maria 120 --cada mes --inicio 'dia 5' --descricao Manicure"),
    Command("recurring", "mensalidades", RECURRING, "list", "recurring", "recurring",
            "Lista as mensalidades, com a próxima data de cada uma e o que espera.",
            "cobranca mensalidades"),
    Command("change-recurring", "mudar-mensalidade", RECURRING, "write", "recurring",
            "change_recurring",
            "Muda o valor de uma mensalidade a partir de um dia.",
            "cobranca mudar-mensalidade Maria 130 --desde 01/01/2027"),
    Command("stop-recurring", "parar-mensalidade", RECURRING, "write", "recurring",
            "stop_recurring",
            "Para uma mensalidade: desse dia em diante nada mais é vendido.",
            "cobranca parar-mensalidade Maria"),
    Command("run-recurring", "gerar-mensalidades", RECURRING, "write", "recurring",
            "run_recurring",
            "Anota as vendas das mensalidades que venceram até hoje, cada uma só uma vez.",
            "cobranca gerar-mensalidades"),
    Command("templates", "modelos", REMINDERS, "fact", "templates", "templates",
            "Mostra os textos das mensagens; --editar deixa você mudar um.",
            "cobranca modelos esqueceu"),
    Command("check-template", "conferir-modelo", REMINDERS, "fact", "templates",
            "check_template",
            "Confere se um texto soa gentil, antes de ele ir para alguém.",
            "cobranca conferir-modelo esqueceu"),
    Command("payments", "recebimentos", PAYMENTS, "list", "books", "payments",
            "Lista os recebimentos, do mais novo para o mais antigo.",
            "cobranca recebimentos Maria"),
    Command("reverse-payment", "estornar", PAYMENTS, "write", "payments", "reverse_payment",
            "Estorna um recebimento anotado por engano.",
            "cobranca estornar 45 --motivo 'era de outra pessoa'"),
    Command("refund", "devolver", PAYMENTS, "write", "payments", "refund",
            "Anota que devolveu ao cliente dinheiro que era crédito dele.",
            "cobranca devolver Maria 20,00 --motivo 'pagou a mais'"),
    Command("installment", "parcela", LOOKING, "fact", "looking", "installment",
            "Uma parcela em detalhe, hoje ou em outro dia.",
            "cobranca parcela 31 --em 10/11/2026"),
    Command("edit-customer", "editar-cliente", CUSTOMERS, "write", "customers", "edit_customer",
            'Muda o cadastro de um cliente; "" apaga um dado.',
            "cobranca editar-cliente Maria --telefone '11 91234-5678'"),
    Command("log-contact", "anotar", CUSTOMERS, "write", "contacts", "log_contact",
            "Anota uma conversa, o motivo de um atraso, uma consulta ou referência.",
            "cobranca anotar Maria 'pediu para pagar dia 10' --motivo dificuldade", True),
    Command("merge-customers", "unir-clientes", CUSTOMERS, "write", "merging", "merge_customers",
            "Junta dois cadastros da mesma pessoa; o primeiro fica com tudo.",
            "cobranca unir-clientes Maria c12"),
    Command("block", "bloquear", CUSTOMERS, "write", "credit", "block",
            "Não vende mais a prazo a um cliente, até desbloquear.",
            "cobranca bloquear Maria --motivo 'cheque voltou duas vezes'"),
    Command("unblock", "desbloquear", CUSTOMERS, "write", "credit", "unblock",
            "Volta a vender a prazo a um cliente bloqueado.",
            "cobranca desbloquear Maria"),
    Command("forget-customer", "esquecer-cliente", CUSTOMERS, "write", "privacy",
            "forget_customer",
            "Esquece uma pessoa que pediu; os valores continuam fechando.",
            "cobranca esquecer-cliente c12 --simular"),
    Command("export", "exportar", DATA, "fact", "privacy", "export",
            "Grava em um arquivo tudo o que há sobre uma pessoa.",
            "cobranca exportar json Maria"),
    Command("score", "pontuacao", CUSTOMERS, "list", "score", "score",
            "O quanto cada cliente é pontual, de 0 a 100, com a conta explicada.",
            "cobranca pontuacao Maria --explicar"),
    Command("log", "historico", DATA, "list", "books", "log",
            "O que foi gravado, quando e por qual comando.",
            "cobranca historico --limite 20"),
    Command("check", "conferir", DATA, "fact", "books", "check",
            "Confere todas as contas e se nada foi mexido por fora.",
            "cobranca conferir"),
    Command("backup", "backup", DATA, "fact", "keeping", "backup",
            "Guarda tudo em um arquivo só, já aberto de novo e conferido.",
            "cobranca backup --manter 30"),
    Command("restore", "restaurar", DATA, "write", "keeping", "restore",
            "Traz tudo de volta de uma cópia; o que havia fica guardado ao lado.",
            "cobranca restaurar cobranca-2026-11-23-183000.zip"),
    Command("import-csv", "importar", DATA, "write", "notebook", "import_csv",
            "Importa um caderno antigo: clientes, vendas e recebimentos em CSV.",
            "cobranca importar --clientes clientes.csv --vendas vendas.csv"),
    Command("setup", "configurar", SETUP, "write", "setup", "setup",
            "Conta ao programa quem é você; no terminal, pergunta um dado por vez.",
            "cobranca configurar --nome 'Doces da Lúcia' --cidade Campinas"),
    Command("config", "ajustes", SETUP, "write", "setup", "config",
            "Mostra ou muda um ajuste.",
            "cobranca ajustes sales.default_due '15 dias'"),
    Command("demo", "demonstracao", SETUP, "write", "demo", "demo",
            "Enche uma pasta nova com um negócio de exemplo e mostra o dia a dia.",
            "cobranca --pasta /tmp/exemplo demo"),
    Command("help", "ajuda", SETUP, "plain", "help", "help_command",
            "Explica um comando; --tudo mostra todos.",
            "cobranca ajuda vendi"),
)  # fmt: skip

BY_NAME: dict[str, Command] = {
    name: command for command in COMMANDS for name in (command.name, command.name_pt)
}
READS = tuple(c.name for c in COMMANDS if c.kind in ("list", "fact"))
