"""Agreements that cannot be offered or made."""

from __future__ import annotations

from cobranca_cli.errors.rules import RefusedError


class NothingToNegotiateError(RefusedError):
    """Nothing late (or open, of the sales named) that is not contested."""

    def __init__(self, customer: str, customer_id: int, *, sale_named: bool = False) -> None:
        what = "nada em aberto nas vendas ditas" if sale_named else "nada atrasado"
        super().__init__(
            f"{customer} não tem {what} para negociar, fora o que estiver contestado.",
            f"para negociar o que ainda vai vencer, diga a venda: cobranca negociar c{customer_id} "
            f"--venda NÚMERO; veja quais há com: cobranca vendas c{customer_id}",
        )
