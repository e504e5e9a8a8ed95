"""The rules of tone for what is said: words of debt, and threats (rules §7).

A pattern is written in folded letters, one a line. A blank is what stands between two words, `~`
up to three other words; `before > words` finds `words` when `before` stands in front of them. A
rule's `unless` is looked for around what was found, in the same sentence: an innocent neighbour.
"""

from __future__ import annotations

from typing import NamedTuple

#: Key of a family -> what it is called.
FAMILIES = {
    "debt": "palavra de dívida",
    "threat": "ameaça de justiça ou de cadastro",
    "ultimatum": "ultimato",
    "exposure": "exposição a outras pessoas",
    "humiliation": "humilhação ou culpa",
    "shouting": "grito",
}


class Rule(NamedTuple):
    """Some patterns of one family, with a gentler wording."""

    family: str
    suggestion: str
    patterns: tuple[str, ...]
    unless: str = ""


def rules(family: str, *parts: tuple[str, ...]) -> tuple[Rule, ...]:
    """Rules from (gentler wording, patterns one a line, innocent neighbours if any)."""
    made = []
    for suggestion, patterns, *unless in parts:
        lines = tuple(line.strip() for line in patterns.splitlines() if line.strip())
        made.append(Rule(family, suggestion, lines, *unless))
    return tuple(made)


YOU = r"(?:voces?|vcs?|ce|tu|a senhora|o senhor|a sra|o sr|senhora|senhor)"
_INFINITIVE = r"(?!pagar|quitar|acertar|saldar|regularizar|efetuar)(?:\w*[aei]r|ta|dar)(?![a-z])"
_NEUTRAL = (  # What a bank, a shop or a machine goes through with.
    r"pagamentos?|pix|pedidos?|transferencias?|bancos?|cartao|compras?|dados|maquininha|sistema|"
    r"boletos?|encomendas?|depositos?|operadora|estorno|notas?|alimentos?|massas?|frutas?|fotos?"
)

_DEBT = rules(
    "debt",
    ("“valor em aberto”", r"""
        (?:as?|suas?|tuas?|essas?|estas?|aquelas?|das?|de|nas?|uma|minha|nossa|dess?as?|dest?as?|ness?as?|com|em|quitar|pagar|pague|pagando|tem|ter|ha|qualquer|toda|nova|velha|antiga|pela|por|sem|valor|outra|alguma|quite|quitando|saldar|liquidar|renegociar|negociar|e|cada|mesma|parcelar|fez|fazer|existe|consta) > dividas?
    """),
    ("“valor em aberto”", r"""
        dividas?
        dividinhas?
        endividad[oa]s?
        endividamentos?
        endividar\w{0,4}
    """, (r"dividas? (?:em (?:\d|ate|duas|dois|tres|quatro|cinco|seis|parcelas|partes|vezes|pedacos|fatias|quantas)"
         r"|(?:o|os|as|isso|esse|entre|por|igual|como|quando|quanto) |com (?:seus?|suas?|as|os|quem|amig\w+) )")),
    ("“valor em aberto”, “o que combinamos”", r"""
        devedor(?:a|es|as|zinh[oa])?
        inad[ie][mn]p?plen\w{1,6}
        inadimpl\w{1,12}
        insolven\w{1,5}
        (?:em|constituid[oa]s? em|constituicao em) > mora
        moros[oa]s? (?:no|com|nos|em)
        ma[ul]s? pagador(?:a|es|as)?
        endivid\w{1,8}
    """),
    ("“ficou em aberto”, “combinamos”", r"""
        calot\w{1,8}
        (?:me|nos|lhe|nunca|so) > dev(?:e|es|em|ia|iam|endo|eu|eram)
        (?:que|quanto|quem|tudo que|ainda|valor que|quantia que)(?: ja| ainda| me| nos)?(?: """ + YOU + r""")?(?: ja| ainda| me| nos)? > dev(?:e|es|em|ia|iam)
        """ + YOU + r""" > dev(?:e|es)(?= e nao| ha \d| faz | desde |[.!?,;]|\Z)
        dev(?:e|es|em|ia|iam|endo) r\$
        dev(?:e|es|em|ia|iam|endo) (?:\d{1,9}|um valor|o valor|essa quantia|uma parcela|uma grana|duas|tres|parcelas|varias|dinheiro|pr[ao]? mim|para mim|a mim|pra gente|pra nos|a loja|na loja|no salao|aqui|faz|desde|muito|tudo)
        """ + YOU + r"""(?: ainda| ja| me| nos)? > dev(?:e|em) (?:pagar|quitar|saldar|acertar|regularizar|efetuar)
        devendo
        (?:esta|ta|tava|estava|ficou|fica|continua|to|pessoa|gente|quem|cliente|eh|e) > devend[oa]
    """, (rf"nao dev|fi(?:co|quei|car) te dev|(?:estou|to) te devendo|dev\w{{1,4}} {_INFINITIVE}"
         r"|dev\w{1,4} (?:te|me|se|lhe) \w{1,12}r(?![a-z])")),
    ("“lembrar”, “lembrete”", r"""
        cobr(?:ar|o|ou|ei|amos|ava|avam|avamos|ando|ad[oa]s?|an[cs]as?|anc?inhas?|ador(?:a|es|as)?|ar(?:ei|emos|a|ia|iamos|ao|am|mos|em)|em|emos|aria|asse)
        cobra l[oa]s?
        cobral[oa]s?
        (?:te|lhe|me|se|nao|nos|gente|loja|quem|que|ele|ela|eu|empresa|sempre|so) > cobra
        (?:te|lhe|quem|me|nos) > cobrem?
    """),
    ("“valor em aberto”", r"""
        debitos
        debitinhos?
        debito
        (?:esta|ta|consta|constam|encontra|estao|continua|ficou|segue|permanece|encontra-se|com o nome) em > debito
        (?:esta|ta|estao|continua|segue) com(?: um)? > debito
    """, (r"(?:cartao|pix|dinheiro|credito|no|via|pelo|com|em|ou|e|forma|funcao|opcao|aceito|aceitamos|"
         r"passa|passo|passar|maquininha de|cartao de|cartoes de|opcao de|funcao de) debito(?! (?:em atraso|pendente|vencido|total|em aberto|conosco|comigo|com))"
         r"|debito (?:automatico|em conta|ou|e credito|credito)|debito, ")),
    ("“valor em aberto”", r"""
        debito (?:em atraso|pendente|vencid[oa]|total|em aberto|conosco|comigo|com a|com o)
        (?:de|o|um|do|seu|este|esse|no|em|ao|pelo|deste|desse|com|algum|qualquer|esta em|ta em|estao em|consta em) > debitos? (?:em atraso|pendentes?|vencid[oa]s?|em aberto|conosco|comigo|com (?:a|o|nossa|minha))
        pendencias? financeiras?
        pendencias? (?:em|no) (?:seu|teu) (?:nome|cpf|cadastro)
    """),
)  # fmt: skip

_COURT = "conte o que ficou em aberto e ofereça conversar: “me chame, a gente encontra um jeito”"
_BUREAU = "não fale de cadastro nem de nome; diga “ficou em aberto” e como pagar"
_THREAT = rules(
    "threat",
    (_COURT, r"""
        judici\w{1,10}
        extra ?judici\w{1,10}
        juizad[oa]s?
        (?:no|o|ao|do|pelo|com o|pro|seu|um|ante o|diante do|juizado) > juiz
        (?:em|seu|ter) > juizo
        tribuna(?:l|is)
        ajuiz\w{1,8}
        (?:acao|processo|audiencia|vara) (?:judicial|legal|civil|civel|de (?:cobranca|execucao|despejo|danos)|na justica|contra|no juizado)
        acoes (?:judiciais|legais|cabiveis|contra)
        (?:entr(?:ar|o|arei|aremos|ando|ou|amos) com|mov\w{1,6}|propor|propomos|abr(?:ir|o|irei|iremos)|sofrer|responder a)(?: uma?| a)? > ac(?:ao|oes)
        (?:a|minha|nossa|essa|esta|uma|com) > acao (?:ja|esta|sera|vai|foi|so|corre|tramita|por danos)
        intimac(?:ao|oes)
        intimad[oa]s?
        citad[oa]s? (?:pel[ao]|na|em|judici\w+)
        mandado de
        penhor(?:a|as|ar|arei|aremos|ad[oa]s?|ando)
        (?:bloque\w{1,6}|tom\w{1,5}|confisc\w{1,6}|pegar|perder|apreen\w{1,6})(?: os| todos)?(?: os)?(?: seus| teus)? > bens
        confisc\w{1,8}
        despejo
        execuc(?:ao|oes) (?:judicial|judiciais|fiscal|da divida|do debito|do titulo|de titulos?|contra|forcada|extrajudicial|civil)
        (?:processo de|acao de|com a|com|sofrer|pedido de) > execucao
        executar?(?: a| o| judicialmente)? (?:divida|debito|judicialmente|titulo|voce|nota promissoria|contrato)
        """ + YOU + r"""(?: vai| pode| podera)? (?:sera|ser) > executad[oa]s?
        titulo executivo
        (?:te|lhe|voce|vc|sera|ser) > acionad[oa]s?
        (?:te|lhe|vou|vamos|iremos|irei|teremos que|ter que|precis\w{1,5}) > acionar
        (?:meus|nossos) > direitos
        (?:vias|meios|medidas|consequencias|providencias|forcas?|esferas?|sancoes|penas?|rigor(?:es)?)(?: da| na| de)? (?:legais|lega[l]|lei|judiciais|judicial|cabiveis|cabivel|necessarias|drasticas|extremas|duras|severas|mais serias|serias)
        boletim de ocorrencia
        (?:te|lhe|vou|vamos) > denunciar
        (?:faz|fac|abr|registr)\w{1,5}(?: um)? > bo
    """, r"(?:disjuntor|alarme|botao|chave|sensor|garantia|luz|motor|bomba|(?:busc|entreg|retir)\w* ~forum)"),
    (_COURT, r"""
        justica
    """, r"liga da justica|justica seja feita|(?:rua|avenida|praca|travessa|av|r)(?: da| de)? justica|super herois"),
    (_COURT, r"""
        (?:no|ao|pro|pelo|do) > forum
    """, r"(?:entreg|busc|retir|lev|perto|frente|lado|bolo|esquina)\w*"),
    (_COURT, r"""
        processos? (?:contra|civi[ls]|civel|judicia\w+|nas? costas|na justica|no|de execucao|de cobranca|de negativac\w+|trabalhista)
        (?:abr|mov|entr|dar|da|vir|lev|respond|tom|met|bot|coloc|ganh|receb|sofr|inici|evit)\w{0,6}(?: com| a)?(?: um| o)?(?: belo| grande)? > processos?
        (?:te|lhe|eu ja|ja te) > process(?:o|ei)
        (?:te|lhe|voce|vc|contra voce|posso te) > processar\w{0,5}
        processar(?:ei|emos)? (?:voces?|vcs?|o senhor|a senhora|quem|todos)
        processa l[oa]s?
        processal[oa]s?
    """, (r"processos? de (?:entrega|pagamento|producao|compra|encomenda|decoracao|secagem|preparo|fabricacao|criacao|mudanca|reforma)"
         r"|processos? (?:seletivo|criativo|de adaptacao)")),
    (_COURT, r"""
        processar\w{0,5}
        (?:ser|sera|seja|serao) > processad[oa]s?
    """, rf"process\w+~(?:{_NEUTRAL})(?![a-z])|(?<![a-z])(?:{_NEUTRAL})~(?:process|ser(?:a|ao)? process)"),
    (_COURT, r"""
        protest(?!ant)\w{1,8}
    """, r"manifestac\w+|transito|avenida|estrada|rodovia|passeata|greve|caminhoneiro\w*|por causa d[oe](?: um)? protestos?"),
    (_COURT, r"""
        cart[oa]ri[oa]s?
    """, r"em frente|ao lado|perto|proxim[oa] (?:ao?|d[oa])|esquina|casament\w+|casar|noiv\w+|autentic\w+|firma|certidao|buque"),
    (_COURT, r"""
        (?:departamento|setor|assessoria|meu|nosso|pro|para o|ao|o|do|no|pelo|area|medidas?|caminho|equipe|time|escritorio|via|esfera|processo|meio) > juridic[oa]s?
        juridic[oa]s?
        juridicamente
    """, r"(?:pessoas?|contas?|personalidade|nota|cadastro) juridicas?"),
    (_COURT, r"""
        (?:meu|minha|nosso|nossa|meus|um|uma|o|do|pelo|pro|com|ao|aos|seu|contratar|contratei|acionar|chamar|procurar|a) > advogad[oa]s?
        advogad[oa]s?
        advocacia
        advocaticios?
    """, r"(?:bolo|tema|formatura|topo|festa|convite|parabens|curso|prova|dia|toga|cliente e|voce e|trabalha como)~advogad"),
    (_COURT, r"""
        polici(?:a|as|al|ais)
        delegaci?as?
        delegad[oa]
        (?:n[ao]|pr[ao]|para a|a|d[ae]|vai|ir|ate) > (?:cadeia|prisao)
        cadeia
        (?:ser|vai|ir|acabar|parar|vai ser|pode ser) > pres[oa]
        (?:isso e|e|isso|cometendo(?: um)?|cometeu(?: um)?|vira) > crime
        criminos[oa]s?
        estelionat\w{1,8}
        queixa crime
    """, (r"(?:festa|tema|bolo|fantasia|patrulha|formatura|topo|distintivo|perto|frente|lado|esquina|cadeia de lojas|cadeia de)"
         r"~(?:d[ao] )?(?:polici|delega|cadeia)|cadeia de")),
    (_BUREAU, r"""
        spc
        scpc
        sera[sz]{1,2}a
        cera[sz]a
        boa vista scpc
        (?:birop?s?|bureaus?|orgaos?|servicos?|cadastros?) d[eo]s? (?:credito|protecao|restric\w+|inadimpl\w+|devedor\w+|mau\w*|caloteir\w+|proteger)
        protecao ao credito
        restric(?:ao|oes) (?:de credito|no|em|ao|cadastra\w+|ao credito|financeira|credit\w+|interna)
        negativ(?:ar|ad[oa]s?|ac(?:ao|oes)|ando|ei|ou|arei|aremos|ara|aria|amos)
        negativ(?:o|a|e) (?:seu|teu|o seu|o teu|voce) (?:nome|cpf)
        nome (?:fica|ficar|vai|esta|foi|sera|ficara|ficou|ja)?~suj\w{1,4}
        nome(?: bem| todo)? suj\w{1,4}
        suj(?:ar|o|ou|a|ando|arei|aremos|e)(?: o| a)?(?: seu| teu| sua)? (?:nome|cpf|reputacao|imagem|credito)
        nome (?:vai|sera|seja|ficara|fica|foi|esta|ja|pode)? ?(?:ser )?(?:incluid\w|inscrit\w|restrit\w|registrad\w|enviad\w|lancad\w|protestad\w|bloquead\w)
        nome restrito
        nome (?:vai|ir|indo|for|parar|ira|cair|entrar)~(?:pro|para o|pra|na|no|ao|em) (?:spc|serasa|lista|cadastro|praca|sistema|protesto)
        (?:limp\w{1,4}|manter?|mante[mn]h\w{1,4}|perder|preserv\w{1,4}|zel\w{1,4})(?: o| a)?(?: seu| teu)? > nome
        (?:seu|teu) > nome limpo
        nome (?:na|da) praca
        (?:credito|fama|reputacao|moral) na praca
        cpf (?:vai|sera|fica|ficara|ficar|esta|pode|ja|bloquead\w|restrit\w|suj\w|irregular|negativ\w+)
        (?:seu|teu|o) > score
        score de credito
        (?:perd\w{1,4}|fic\w{1,4} sem|cort\w{1,6}|nunca mais ter\w{0,2})(?: o| seu| todo| teu){0,3} > credito (?:n[ao]s?|em|por|de vez|comigo|aqui)
        (?:bloque\w{1,6}|cort\w{1,6}|perder?|perde)(?: o)? (?:seu|teu) > credito
        lista negra
    """, r"pix cair|cpf (?:esta|ja|fica|vai) (?:corret|cert|cadastrad|na nota|anotad|no)\w*|nome (?:vai|fica|sera)~(?:bolo|topo|caneca|placa|bordad|gravad|escrit|convite|lista de (?:convidad|espera|presen|entrega))"),
    (_COURT, r"""
        sob pena
        sob risco de
        sujeit[oa]s? a (?:multa|processo|protesto|penalidad\w+|negativ\w+|sanc\w+|medidas)
        (?:medidas|providencias|atitudes|acoes|sancoes|solucoes) (?:cabiveis|cabivel|legais|judiciais|necessarias|drasticas|extremas|duras|severas|serias|mais|administrativas|radicais|energicas|previstas|que eu)
        (?:tom|adot)\w{1,7}(?: as| outras| algumas| uma| outra| todas(?: as)?)?(?: devidas| minhas| nossas)? > (?:medidas?|providencias?|atitudes?)
        (?:medidas?|providencias?|atitudes?) (?:serao|sera|vao|vai|estao|ja|terao|precisam)
        (?:obrigad[oa]|forcad[oa]) a (?:tomar|procurar|acionar|buscar|recorrer|entrar|cobrar|expor|encaminhar|contar)
        consequencias?
        penalidades?
        penaliz\w{1,8}
        agiotas?
        agiotagem
        capangas?
        (?:te|lhe|voce|vc|vai)(?: vai)?(?: se)? > arrepend\w{1,6}
        (?:vai|voce|vc|ira) > se arrepender
        (?:sei|descobri|descobrir|sabemos) > onde (?:voce|vc|tu) (?:mora|trabalha|vive|fica|estuda)
        bat(?:er|o|endo)~(?:na|em) (?:sua|tua) (?:porta|casa)
        (?:fazer|faco|vai ter|dar|armar)(?: um| o maior)? > (?:escandalo|barraco|vexame)
        (?:vai|vamos|vou|ira)(?: te| lhe)? > pagar caro
        (?:ir|vou|vamos|irei) atras de (?:voce|vc|ti)
        tirar satisfac\w{2,5}
        """ + YOU + r""" vai ver
        (?:ter|tera|vai ter|evitar?|evite) > (?:problemas?|dor de cabeca|transtornos?|complicac\w+) (?:com a|com o|seri\w+|mai\w+|grand\w+|depois|legais|futur\w+)
        evite (?:transtornos?|problemas?|complicac\w+|constrangiment\w+|surpresas|aborreciment\w+|multas?)
        (?:para|pra|a fim de) > evitar(?: maiores| futuros| outros| mais)? (?:transtornos?|problemas?|complicac\w+|constrangiment\w+|aborreciment\w+|dores?)
    """, (r"tomar (?:todas )?as (?:medidas|providencias)~(?:bolo|cintura|janela|cortina|vestido|entrega)"
         r"|medidas? (?:d[aoe]s?|certas?|exatas?)|as medidas (?:ja|serao|vao|estao)|consequencia d"
         r"|evitar?~(?:alergia|choque|curto|queda|acidente)")),
)  # fmt: skip

WORDS = (*_DEBT, *_THREAT)
