"""The rules of tone for how it is said: ultimatum, exposure, humiliation (rules §7).

Written as those of `tone_words`.
"""

from __future__ import annotations

from cobranca_cli.domain.tone_words import YOU, rules

_CALMLY = "“quando puder”, “se ficar melhor outro dia, me diga”"
_SALE = (  # A shop's own last chances.
    r"encomend\w+|panetone\w*|pascoa|natal|promo\w*|pedidos?|inscri\w+|matricul\w+|reserv\w+|vagas?|"
    r"cardapio|fornada|unidades|agendar|agendament\w+|lote|sorteio"
)
_PAY = (
    r"(?:pagu?\w{1,6}|quit\w{1,6}|acert\w{1,6}|deposit\w{1,6}|regulariz\w{1,6}|transfer\w{1,6}|"
    r"resolv\w{1,6}|salde|saldar|compareca|comparecer)"
)
_ULTIMATUM = rules(
    "ultimatum",
    (_CALMLY, r"""
        ultim[oa]s? (?:chances?|oportunidades?|avisos?|alertas?|notificac\w+|prazos?|comunicad\w+|tentativas?|mensagem|lembrete|recado|contato|cobranca|conversa|dia para|dia pra)
        ultim[oa] vez que~(?:avis|pec|pe[dc]|fal|cobr|mand|cham|procur|lembr|escrev|aceit)\w{0,6}
        ultim[oa] vez que (?:avis|pec|fal|mand|cham|procur|lembr|escrev|aceit)\w{0,6}
        derradeir[oa]s?
        (?:aviso|prazo|alerta|notificacao|comunicado|advertencia|data|chance|mensagem|comunicacao) (?:final|fatal|definitiv[oa]|extrajudicial)
        advertencia
    """, rf"(?:{_SALE})"),
    (_CALMLY, r"""
        nao (?:havera|tera|vai ter|vai haver|ha|terei|daremos|darei|existira|tem) (?:mais )?(?:outr[oa]s?|nov[oa]s?|segund[oa]|mais|proxim[oa])(?: vez| chances?| avis\w+| oportunidades?| praz\w+| conversa| acordo| desculpas?| tolerancia| lembrete| data| mensagem| dia)?
        nao (?:vou|vamos|irei|iremos|quero|pretendo)(?: mais| te| lhe)?(?: mais)? (?:avisar|repetir|esperar|tolerar|aceitar|pedir|aguentar|insistir|aturar|lembrar|falar|negociar|admitir|permitir|ficar esperando|deixar (?:isso|passar|barato|quieto))
        nao (?:espero|aguento|aceito|tolero|toleramos|tolerarei|toleraremos|aturo|aceitarei|aceitaremos|aceitamos|esperarei|esperaremos|admito|admitimos|admitirei|repetirei|avisarei|avisaremos|suporto)(?: mais| isso| esse| nenhum\w| desculp\w+| outr\w+| esse tipo)?
        nao (?:sera|serao|vai ser|e) (?:mais )?(?:tolerad|aceit|admitid|permitid|concedid)\w+
        cansei
        (?:estou|to|tou|ja to|fico)(?: muito| tao| bem| ja)? > (?:cansad[oa]|fart[oa]|chei[oa]) (?:de|d[ao]s?|dess[ae]s?)
        (?:minha|a|nossa|toda)(?: minha)? > paciencia(?: ja| se)? (?:acabou|esgotou|esgotada|tem limite\w*|foi embora|ta acabando|esta acabando|no limite|chegou)
        (?:perd\w{1,5}|acabou|esgot\w{1,5}|abus\w{1,4} da|limite da)(?: a| toda a| com a)?(?: minha| nossa)? > paciencia
        tolerancia (?:zero|acabou|esgot\w+)
        de uma vez por todas
        de uma vez
        de imediato
    """, (r"nao (?:havera|tera|ha|tem)(?: mais)? (?:juros|multa|taxas?|acrescimo|custo|frete)|nao espero (?:nada|que|menos|por|uma?) |nao aceito (?:cartao|cheque|credito|debito|mais (?:encomend|pedid))\w*"
         r"|nao aceitamos (?:cartao|cheque|credito|debito|mais)|nao tem (?:mais|outro|outra|nov\w) (?:jeito|sabor|cor|tamanho|vaga|parcelas?)"
         r"|nao (?:ha|tem|havera|tera) (?:mais )?(?:nada|outras parcelas|outro valor|mais nada|outra parcela)|(?:leve|compre|faz|faco|tudo|todas?|pronto) de uma vez|cansei de (?:comer|tanto)|me avis\w+ de imediato|respond\w+ de imediato")),
    (_CALMLY, r"""
        pag(?:ue|a|uem|ar)(?: me| nos| o| tudo| isso)?(?: que deve)? (?:ja|logo|imediatamente|hoje mesmo|sem falta|urgente|senao|se nao quiser|o que deve|o que me deve|meu dinheiro)
        pag(?:ue|a|uem) agora
        pag(?:ue|a) ou
        pague (?:hoje|amanha|ate)~(?:ou|senao)
        (?:tem que|tem de|precisa|exijo|trate de|trata de|favor|favor de|quero que|deve|vai ter que|voce vai|melhor|ou) > pagar agora
        """ + _PAY + r"""~(?:imediatamente|de imediato|hoje mesmo|agora mesmo|sem falta|o quanto antes|o mais rapido possivel|com urgencia|em carater de urgencia|urgentemente|ainda hoje)
        (?:quero|exijo|preciso|cade|kd|devolv\w+|onde esta|passa|manda|me da)(?: o| do)? > meu (?:dinheiro|pagamento|pix)
        me pag(?:ue|uem)
        me paga (?:logo|agora|hoje|ja|o que)
        (?:faca|faz|manda|mande|passa|passe|envia|envie|deposita|deposite)(?: me)?(?: o| um| meu| seu| logo| esse| este){0,2} (?:pix|pagamento|deposito|acerto|transferencia|dinheiro|valor)(?: \w{1,12}){0,2} (?:ja|agora|logo|imediatamente|urgente|sem falta|hoje mesmo|agora mesmo)
        (?:paga|pague|acerta|acerte|quita|quite|resolve|resolva|deposita|deposite|transfere|transfira) (?:logo|ja)
        """ + _PAY + r"""(?: \w{1,15}){0,7} > sem falta
        quero (?:receber|o pagamento|o dinheiro|o pix|o valor)~(?:hoje|agora|ja|logo|sem falta|na minha conta)
        (?:cade|kd|onde esta|e)(?: o)? > (?:meu|o) (?:dinheiro|pagamento|pix)
        """ + YOU + r""" > vai (?:me )?pagar (?:sim|agora|hoje|tudo|quando)
        vai me pagar
        (?:quando|que dia|que horas|quando e que|quando que)(?: """ + YOU + r""")? > (?:vai|pretende|pensa em)(?: me)? pagar
    """, (r"pag\w+ me quando|quando puder|desconto|se quiser|se preferir|pague so|sem pressa|resolvo|consigo|assim que|"
         r"(?:aviso|respondo|retorno|mando|entrego|envio|resolvo|troco) (?:\w+ )?(?:hoje mesmo|ainda hoje|agora mesmo)"
         r"|resolv\w+ (?:pra|para) voce")),
    (_CALMLY, r"""
        imediatamente
        (?:pagamento|quitacao|regularizacao|deposito|acerto|retorno|transferencia|comparecimento|contato) imediat[oa]
        imediat[oa] (?:pagamento|quitacao|regularizacao|deposito|acerto|contato|transferencia)
        improrrogave(?:l|is)
        impreteriv\w{2,8}
        inadiave(?:l|is)
        (?:sem|nao ha|nao havera|nao tem) > prorrogac\w{2,4}
        prazo (?:fatal|maximo|limite|acabou|esgot\w+|encerr\w+|estour\w+|expir\w+|ja|de \d{1,2} ?(?:h|hs|hrs|horas))
        (?:tem|tera|dou|damos|concedo|concedemos|dando)(?: te| lhe| a voce| so| apenas| ate| mais)? > (?:\d{1,2}|vinte e quatro|quarenta e oito|setenta e duas) ?(?:h|hs|hrs|horas)
        (?:te|lhe) dou (?:so|somente|apenas) (?:mais|ate|\d|um dia|dois dias|esta semana|essa semana)
        (?:te|lhe) > dou ate (?:hoje|amanha|as)
        """ + YOU + r"""(?: so)?(?: ainda)? > tem(?: so| somente| apenas)? ate (?:hoje|amanha|as|o fim do dia|meio dia|o meio dia|o final do dia|sexta|segunda|terca|quarta|quinta|sabado|domingo|dia)
        """ + YOU + r""" > tem (?:so|somente|apenas) ate
        (?:caso|do) contrario
        (?:hoje|amanha|agora|segunda|terca|quarta|quinta|sexta|sabado|domingo|\d|mes|semana|feira|dia) ou(?: eu| entao| ja| nunca| vou| vamos| irei| terei| seu| o seu| seu nome| sera| o nome| a gente| teremos| serei| chamo| mando)
        agora ou nunca
        ou (?:""" + YOU + r""" )?(?:paga|pagam|acerta|resolve|quita|me paga|deposita)(?: logo)? ou
    """, (r"(?:entreg|envi|respond|cai|credita|confirm|avis|atend|troco|resolv|devolv|ger|retorno a)\w*~imediat|"
         r"imediatamente (?:pelo|no|na|apos|depois|te|confirm)\w*|retorno imediato|contato imediato com a natureza|"
         rf"(?:{_SALE})|desconto|entrega|antecedencia|garantia|validade|para (?:escolher|retirar|buscar|trocar)|"
         r"(?:hoje|amanha|agora|segunda|terca|quarta|quinta|sexta|sabado|domingo|dia|semana|feira|mes) ou (?:a gente|eu|entao|vamos|vou)~(?:combin|marc|remarc|pass|entreg|lev|deix)\w*|prazo maximo de (?:entrega|producao)")),
    (_CALMLY, r"""
        senao(?: ai| a gente| eu| entao| ja)?(?: vou| serei| terei| vamos| seremos| teremos| mando| sera| ja sabe| irei| voce vai| vc vai| nao| vai| chamo| conto)(?! conseguir)
        se (?:""" + YOU + r""" )?nao (?:me )?(?:pagar|quitar|acertar|depositar|regularizar|for pago|houver pagamento|resolver isso|cumprir|receber|pagarem|quiser pagar)
        (?:seu|nosso|o) (?:atendimento|contrato|servico)~(?:sera|vai ser|serao) (?:suspens|cancelad|cortad|bloquead|interrompid)\w+
        (?:nao tendo|na falta d[eo]|nao havendo|nao ocorrendo|ausencia d[eo])(?: o)? > pagamento
    """, (r"sem problema|tudo bem|nao se preocup\w+|me avis\w+|me cham\w+|combin\w+|sem pressa|fica para|fica pra|a gente ve|nao tem problema|guard\w+|esfria|estrag\w+|derrete"
         r"|senao nao (?:da|dá|tem|cab|ch)")),
    (_CALMLY, r"""
        exijo
        exigimos
        exigirei
        exigindo
        ordeno
        trat[ae] de """ + _PAY + r"""
        (?:tem|tens|tinha|vai ter|tera)(?: a)? > (?:que|de|obrigacao de)(?: me)? """ + _PAY + r"""
        (?:e|tem)(?: sua| tua)? > obrigac(?:ao|oes)(?: sua| me)?(?: de)?(?: me)? (?:pagar|quitar|cumprir|honrar|sua)
        (?:e|sua|tua) > obrigacao
        (?:e|esta) > obrigad[oa] a
        (?:cumpr|honr|assum|arqu)\w{1,4}(?: com)?(?: a| o| as| os)?(?: sua| seu| suas| seus| tua) > (?:obrigac\w+|compromissos?|palavra|parte|responsabilidad\w+|promessas?|atos|contas|combinado|acordo)
        (?:chega|basta) de
        nao quero (?:mais )?(?:saber|desculpas?|ouvir|conversa|historia)
        nao (?:me )?(?:venha|vem|invente|inventa|da mais desculpa|adianta|teste|testa|brinque|brinca)(?: com| mais| me| desculp\w+| historia)?
        (?:sem|nada de|menos)(?: mais)? > (?:desculpas|desculpinhas?|historinhas?|enrolac\w+|conversa fiada|choro|mimimi)
        sem mais(?: delongas?| demora| conversa| prazo| desculpas?)
        ate quando (?:vou|vai|eu|terei|isso|vamos|""" + YOU + r""" (?:vai|pretende|acha|pensa))
        (?:resolv\w{1,3}|acert\w{1,3}|pag\w{1,3}) isso (?:logo|agora|hoje|ja|de vez)
        (?:exig\w{1,5}|aguardo|espero|quero)(?: um| o| seu| uma)? (?:pagamento|retorno|resposta|posicao|posicionamento|solucao|providencia)~(?:imediat\w+|hoje|urgente|agora|sem falta|ate)
    """, (r"nao tem que|nao (?:tem|vai ter|tera) (?:que|de) (?:me )?pag|nao precisa|chega de saudade|basta de\w* |chega de (?:fila|calor|dieta|frio|sol|correria)|"
         r"sem desculpas para|nao adianta (?:massa|lavar|molhar|a data|o bolo)|obrigad[oa] a (?:voce|todos|todas|tod\w+|senhora|equipe|voces)|basta (?:de )?um|sem mais nada")),
)  # fmt: skip

_THEM = (
    r"(?:vizinh\w+|famil\w+|parentes?|mae|pai|maes|pais|marido|espos[oa]|mulher|filh[oa]s?|irma[os]?|irmaos|sogr[oa]s?|"
    r"patrao|patroa|patroes|chef[ei]\w*|gerente|empregador\w*|empresa|firma|trabalho|servico|emprego|rh|colegas?|"
    r"amig[oa]s?|contatos?|clientes?|igreja|pastor|bairro|cidade|rua|condominio|predio|escola|faculdade|sindic[oa]|"
    r"grupos?|whats\w*|zap\w*|face(?:book)?|insta(?:gram)?|orkut|tiktok|redes?|internet|status|stories|"
    r"todo mundo|todos|todas|geral|pessoal|povo|mundo|avalista|namorad[oa]|avo|tia|tio|comunidade|cartazes?|mural)"
)
_PRIVATE = "fale só do que combinaram, com quem comprou e em particular"
_TELL = (
    r"(?:cont(?:ar|o|arei|amos|aremos)|fal(?:ar|o|arei|aremos)|avis(?:ar|o|arei|aremos)|lig(?:ar|o|arei|aremos|ando)|"
    r"mostr(?:ar|o|arei)|espalh(?:ar|o|arei)|divulg(?:ar|o|arei|aremos)|public(?:ar|o|arei|aremos)|post(?:ar|o|arei|aremos)|"
    r"procur(?:ar|o|arei|aremos)|comunic(?:ar|o|arei|aremos|ando)|contat(?:ar|o|arei|aremos)|entrar em contato|inform(?:ar|o|arei|aremos)|"
    r"dizer|digo|aparecer|apareco|ir|bater|reclam(?:ar|o)|denunci(?:ar|o|arei)|mand(?:ar|o|arei) (?:mensagem|print|audio)|"
    r"(?:coloc|bot|jog|marc|cobr|comparti?lh|envi)(?:ar|o|arei|aremos)|deixar|passar|por)"
)
_GOODS = (
    r"bolo|doces?|brigadeiro\w*|festa|encomend\w+|entreg\w+|presente|surpresa|parabens|receita|unhas?|promo\w*|"
    r"cardapio|trabalhos|novidade\w*|resultado|antes e depois|sorteio|catalogo|indic\w+|recomend\w+|obra|orcamento|"
    r"visita|foto da|foto do|fotos d\w+|marque|siga\w*|convite|flores|busc\w+|retir\w+|lev(?:ar|o|ei|a)|"
    r"kit|cesta|lembranc\w+|agend\w+|horario|remarc\w+|fiacao|chuveiro|tomada|instalac\w+|quadro|disjuntor|"
    r"elogi\w+|ador(?:ou|aram)|gost(?:ou|aram)|am(?:ou|aram)|agradec\w+|ajud(?:ou|aram)|convid\w+"
)
_EXPOSURE = rules(
    "exposure",
    (_PRIVATE, rf"""
        (?:vou|vamos|irei|iremos|posso|podemos|terei que|teremos que|ter que|tenho que|preciso|precisar|serei obrigad[oa] a|obrigad[oa] a|quer que eu|quer que|melhor|se eu|jeito e|e|ja|tambem|amanha|hoje)(?: te| lhe| ja| la| eu)? > {_TELL}~(?:n[ao]s?|pr[ao]s?|para [oa]s?|para|pra|com [oa]s?|com|a[os]?|em|ao|aos|as|d[ao]) (?:seus?|suas?|teus?|tuas?|toda|todo|todos|todas|tod[ao]s?~)(?: ~)?{_THEM}?(?: mundo)?
        (?:vou|vamos|irei|iremos|posso|terei que|preciso|serei obrigad[oa] a)(?: te| lhe| ja| la| eu)? > {_TELL}~(?:n[ao]s?|pr[ao]s?|para [oa]s?|com [oa]s?|a[os]?) (?:vizinh\w+|famil\w+|parentes?|patrao|patroa|chefe|colegas|todo mundo|todos|igreja|bairro|redes? sociais|facebook|instagram|internet|stories|status|grupos?)
        {_TELL}~(?:seu nome|sua foto|teu nome|sua cara|seu caso|sua divida|o que voce fez)~(?:n[ao]s?|pr[ao]s?|em|para)
    """, rf"(?:{_GOODS})"),
    (_PRIVATE, r"""
        vizinh\w{1,7}(?: \w{1,12})? (?:vao|vai|ira|irao|precisam|devem|precisa|ficar\w*|todos|ja)(?: todos)?(?: vao| vai)? (?:saber|ficar|descobrir|comentar|ficarem|sabem|falar|rir|ver)
        (?:seus|teus|os|pros|dos|aos) > vizinhos
        (?:tod[oa]s?|famil\w+|parentes?|bairro|cidade|rua|mundo|patrao|patroa|chefe|colegas|empresa|igreja|amig[oa]s|marido|mae|pai|pessoal|predio|condominio|povo|geral|gente|filhos|comunidade|clientes)(?: mundo| eles| elas| inteir[oa]| aqui| tod[oa]| do bairro)? (?:vao|vai|ira|irao|precisam?|dev(?:e|em|eria|eriam)|merece\w*)(?: logo| todos)? (?:saber|ficar sabendo|descobrir|ouvir falar|conhecer (?:quem|seu|sua)|comentar|rir)
        (?:tod[oa]s|famil\w+|parentes?|bairro|cidade|mundo|patrao|chefe|colegas|vizinh\w+) (?:ficar(?:a|ao)|saber(?:a|ao)|descobrir(?:a|ao)|fique|fiquem|sabem|saibam)(?: sabendo)?
    """, rf"(?:{_GOODS})|famil\w+ vai (?:saber|descobrir) (?:o|a|que) (?:sabor|gosto|delicia)"),
    (_PRIVATE, r"""
        (?:seu|sua|teu|tua|do seu|com o|pro|ao|o seu|no) > (?:patrao|patroa|empregador\w{0,2}|chefia)
        (?:seus|teus|dos seus|os seus) > parentes
        (?:seu|teu) > chefe
        (?:falar|ligar|ligo|falo|contar|conto|cobrar|aviso|avisar|reclamar|procurar|aparecer|ir|vou|irei|bater|passar|apareco|liguei|ligando|mandar|comunicar)~(?:n[ao]|a[o]?|em|pr[ao]|para [oa]|d[ao]) (?:seu|teu|sua|tua) > (?:trabalho|servico|emprego|firma|empresa|rh)
        (?:local de|ambiente de) > trabalho
        (?:descont\w{1,5}|direto)~(?:do|no|em) (?:seu|teu) > salario
        (?:que|quem)~(?:seus?|suas?|teus?|tuas?|os|as|a|o) > (?:vizinh\w+|famil\w+|filh[oa]s?|parentes?|amig[oa]s?|mae|pai|marido|mulher|espos[oa]|colegas|patrao|chefe|outros|pessoas)(?: de trabalho)? (?:vao|vai|iria|iriam|diria|diriam|pensaria|pensariam|achariam|achari[a]|pensarao|dira|vai|devem)
    """, rf"(?:{_GOODS})|local de trabalho (?:seguro|limpo)|obrigad[oa]"),
    (_PRIVATE, r"""
        (?:te|lhe|vou|vamos|sera|seja|serei obrigad[oa] a|nao quer ser|quer ser|ser|preciso|posso|ter que) > expo(?:r|st[oa]s?|rei|ho|nho|remos)
        expo l[oa]s?
        expol[oa]s?
        expo(?:r|ndo|nho|rei|remos) (?:voces?|vcs?|seu|sua|teu|essa|esse|isso|a situacao|o caso|tudo|quem|tua|o seu|a sua|publicamente|nas?|no|pra|para)
        exposed
        (?:todos|todas|todo mundo|tod[oa] (?:o|a) \w{1,12})~(?:vao|vai|irao|ira) (?:saber|ficar sabendo|descobrir)
        (?:vou|irei|vamos)(?: ate| procurar| falar| na| a| com| direto){1,3} > (?:sua|tua) familia
        (?:seus?|suas?|teus?|tuas?) > (?:marido|espos[oa]|mae|pai|pais|patrao|patroa|chefe|famil\w+|filh[oa]s?|sogr[oa]|namorad[oa]|amig[oa]s?|parentes|vizinh\w+|colegas)(?: ja| ainda| nem)? (?:sabem?|soube|imagina|desconfia|precisam?|merecem?)(?: saber)? (?:que|disso|d[aeo]|quem|desse|dessa|o que)
        (?:seus?|suas?|teus?|tuas?|os|as) > (?:patrao|patroa|chefe|famil\w+|parentes|vizinh\w+|colegas|amig[oa]s) (?:ja )?(?:vai|vao|esta|estao|ficar\w*|comentam|comentando) (?:saber|sabendo|comentando|falando|ficar sabendo|rindo)
        (?:avisei|contei|falei|liguei|mostrei|mandei|escrevi|avisarei|ligarei|contarei|falarei|conto|ligo|mostrarei|procurei)~(?:para|pra|pro|com|a|aos?|as?|os|n[ao]s?|em)?~?(?:seus?|suas?|teus?|tuas?|todos os|todo o|toda a) (?:seus |suas )?(?:vizinh\w+|famil\w+|parentes?|patrao|patroa|chefe|colegas|trabalho|servico|emprego|mae|pai|marido|espos[oa]|filhos|amig[oa]s|empresa|gerente)
        (?:lista|relacao) d[aoe]s? (?:que|quem|clientes? que) nao
        (?:pr[ao]|para) (?:todo mundo|todos|geral|tod[oa] (?:o|a) \w{1,12}) (?:ver|verem|saber|saberem|ficar sabendo|rir|conhecer)
        cartaz(?:es)? n[ao]s? (?:portas?|postes?|rua|loja|bairro|mural|muro|predio|salao)
        cartaz(?:es)?~(?:seu|sua|teu|tua) (?:nome|foto|cara|divida)
        (?:vizinh\w+|bairro|famil\w+|cidade|rua|predio|condominio|igreja)(?: inteir[oa]| tod[oa])?(?: ja)? (?:sabe|sabem|soube|souberam|comenta|comentam) (?:d[aeo]|que|quem|como|tudo)
        (?:vou|vamos|irei|preciso|terei que|passar|passo)(?: \w{1,15}){0,4} > fal(?:ar|o) com (?:a |o |toda a |os |as )?(?:sua|seu|seus|suas) (?:famil\w+|marido|mae|pai|pais|filh\w+|patr\w+|chefe|espos\w+|sogr\w+|mulher|colegas|vizinh\w+|parentes)
        exposicao publica
        (?:n[ao]s?|em|pelas) > redes? (?:sociais|social)
        publicamente
        em publico
        (?:na frente d[eo]s?|diante d[eo]s?|perante) (?:todos|todo mundo|tod[oa]s?|outros|vizinh\w+|seus?|famil\w+|sua)
        (?:todo mundo|todos|geral|cidade inteira|bairro inteiro|rua inteira|tod[oa] a? ?(?:cidade|bairro|rua|familia))(?: ja| vai| vao)? (?:sabe|sabem|saber|comenta|comentam|falando|fala)
        (?:vou|vamos|posso|irei|comecar a) > espalhar
        (?:seu|teu|o seu|sua|com seu) > nome (?:n[ao]s?|em|pel[ao]s?) (?:grupos?|redes?|face\w*|internet|mural|porta|vitrine|insta\w*|stories|status|parede|whats\w*|zap\w*|boca|lista|cartaz)
        (?:seu|teu) > nome vai (?:pro|pra|para|parar|aparecer|estar|rodar|circular|sair)
        lista (?:de|dos|das) (?:quem|maus?|pessoas que|clientes que|nomes)
        (?:fot[oa]s?|print|prints|audios?)(?: da conversa| das? conversas?)?~(?:n[ao]s?|pr[ao]s?) (?:grupos?|redes?|status|stories|internet|face\w*|insta\w*)
    """, (rf"(?:{_GOODS})|(?:seg\w+|ach\w+|encontr\w+|acompanh\w+|curt\w+|post\w+ ~foto|compartilh\w+|me marc\w+|perfil|estou|estamos|pagina)"
         r"~redes|nome (?:vai|na|no) (?:bolo|topo|caneca|convite|placa|lista de (?:espera|entrega|convidad))\w*|lista de quem (?:vem|vai|confirm)\w*|todo mundo sabe que voce e")),
)  # fmt: skip

_BLAME = "sem julgar: “na correria é fácil esquecer”"
_HUMILIATION = rules(
    "humiliation",
    (_BLAME, r"""
        vergonh\w{1,6}
        envergonh\w{1,6}
        sem[- ]vergonha\w{0,2}
    """, r"nao (?:tenha|precisa~|precisa ter|fique com|fica com|sinta|tem por que ter|ha por que ter|e)(?: nenhuma)? vergonha|vergonha~(?:esqueci|desculp\w+|minha|me|errei)|(?:fiquei|estou|to|morri|morro|morrendo)(?: muito| bem| de| com| toda| ate)* (?:de |com )?(?:vergonha|envergonhad\w)|desculp\w+~vergonha|sem (?:nenhuma )?vergonha (?:de|pra|para|nenhuma)"),
    (_BLAME, r"""
        nao seja(?: mais)?(?: tao| assim)?(?: um| uma)? (?!timid|modest|acanhad|formal|por|possivel|necessari|preciso|o|um|a|uma|hoje|incomodo|problema|nada|ainda|agora|pr[ao]|para|esse|essa|voce|dificil|demais|muito|tarde|bem|assim|melhor|viavel|facil|confortavel|conveniente|com|de|em|no|na|seu|sua|isso)\w{3,20}
        nao seja (?:um|uma|mais um|mais uma) (?:caloteir|mau|ma|pessoa|irrespons|enrola|mentir|cliente|folgad|desonest|mal)\w*
    """, r"(?:caso|talvez|que|embora|quando|se|ainda que|mesmo que) nao seja"),
    (_BLAME, r"""
        irresponsa\w{3,12}
        falta de (?:responsabilidade|respeito|carater|compromisso|palavra|consideracao|educacao|honestidade|vergonha|etica|profissionalismo|seriedade|vontade|nocao|hombridade|decencia)
        falta (?:responsabilidade|respeito|carater|vergonha|educacao|consideracao|com o respeito)
        (?:voce|vc|gente|pessoa|e|foi|tao|muito|totalmente|cliente|sujeito|fulano) > sem (?:carater|palavra|nocao|responsabilidade|consideracao|respeito|educacao|compromisso|escrupulo\w*|moral)
        (?:tenha|tem|ter|tome|toma|cri[ae]|um pouco de|minimo de|pouco de)(?: mais| um pouco d?e?| o minimo de?| alguma?)? > (?:vergonha|carater|juizo|responsabilidade|consideracao|respeito|decencia|hombridade|dignidade|honestidade|educacao|nocao)
        (?:seja|sejam)(?: mais| uma pessoa| uma? | um)? > (?:homem|mulher|honest[oa]|responsavel|adult[oa]|corret[oa]|decente|digno|digna|de palavra)
        desonest\w{1,6}
        ma fe
        mafe
        (?:boa|sua|minha) > ma fe
        desrespeit\w{1,6}
        descaso
        desaforo
        descarad[oa]s?
        (?:mau|mal|sem|de) > carater
    """, r"nao (?:precisa|tenha|fique|fica|sinta)(?: ter| com| de ter| sentir)?(?: nenhuma)? vergonha|tenha~respeito por voce|falta de (?:luz|tempo|energia|agua)"),
    (_BLAME, r"""
        enrol(?:ar|ando|ac(?:ao|oes)|ao|ona|oes|a|e|ou|em|adores|ador|adora)
        me enrol\w{1,5}
    """, r"brigadeiro\w*|doc(?:e|inh)\w*|beijinho\w*|fio\w*|cabo\w*|massa|papel|cabel\w+|toalha\w*|fita\w*|salgad\w*|coxinha\w*|pao|paes|mangueira|cachos?|unhas?|bisnag\w*|rocambole|wrap|fiacao|extensao|lingua|charuto\w*|panqueca\w*|cacho\w*|tapete"),
    (_BLAME, r"""
        cara(?: de| d)? pau
        cara dura
        car[ao] lavad[oa]
        safad\w{1,6}
        pilantra\w{0,5}
        vagabund\w{1,5}
        mentiros[oa]s?
        mentindo
        mentiu
        mentiras
        golpistas?
        (?:deu|dando|dar|aplic\w{1,4}|levei|foi)(?: um| o)? > golpe
        ladra[o]?
        ladroes
        (?:me|nos|esta|isso e|foi|e) > roub\w{1,5}
        trambi\w{3,9}
        trapac\w{2,8}
        vigarist\w{1,2}
        picaretas?
        picaretagem
        malandr\w{1,6}
        folgad[oa]s?
        folgad[oa] demais
        cinic[oa]s?
        cinismo
        covard\w{1,3}
        ingrat\w{1,5}
        egoist\w{1,3}
        hipocri\w{1,4}
        ordinari[oa]s?
        canalha\w{0,2}
        cretin[oa]s?
        bandid\w{1,4}
        desgrac\w{1,5}
        otari\w{1,2}
        idiot\w{1,3}
        imbeci\w{1,2}
        burr[oa]s?
        palhacada\w{0,1}
        (?:sou|de|como|um) > (?:palhac[oa]|trouxa|besta|idiota|bob[oa]|otari[oa])
        trouxas?
        pao dur[oa]
        mao de vaca
        miserave(?:l|is)
        aproveitador\w{0,2}
        parasitas?
        imoral
        indecen\w{1,4}
        merda
        porra
        caralho
        puta
        fdp
        foda se
        vai se foder
        lixo de
        """, (r"roup\w+ folgad|folgad\w+ (?:na|no)|cinto folgado|roub\w+ (?:meu coracao|a cena)|calca folgada|vestido|bob[oa] de feliz|trouxas? (?:de|com)"
             r"|golpe (?:de|do) (?:sorte|vista)|sou bob[oa] (?:por|com)|burr[oa]s? (?:de|do) (?:shrek|presepio)|blusa|camisa|horario")),
    (_BLAME, r"""
        decepc\w{3,9}
        (?:um|que|isso e|e) > absurdo
        absurdo (?:isso|o que|voce|vc|nao)
        inaceitave(?:l|is)
        inadmissive(?:l|is)
        intolerave(?:l|is)
        lamentave(?:l|is)
        coisa feia
        (?:e|que|quem|mas|depois|ate hoje|simplesmente) > nao (?:me )?(?:paga|pagou|pagaram|pagam|quer pagar|quis pagar)
        achei que (?:voce|vc)(?: \w{1,8})? (?:fosse|era|seria)~(?:honest|seri|corret|gente|diferent|responsave|confiave|pessoa)\w{0,4}
        (?:me|nos) > engan(?:ou|ar|ando|aram)
        (?:que|muito|e|coisa) > fei[oa] (?:isso|da sua parte|de sua parte|o que|isso que|pra voce)
        ridicul\w{1,4}
        (?:abus|aproveit)\w{1,6}(?: se)? d[aeo]s? (?:minha|nossa|boa|bondade|confianca|gente|mim)
        (?:faz|fazer|fazendo|faca|se faz|me fazer)(?: se)? de (?:desentendid\w|besta|sons[oa]|bob[oa]|mort[oa]|ceg[oa]|louc[oa]|trouxa|palhac[oa]|idiota|vitima|coitad\w+|surd[oa]|otari\w)
        fing\w{1,5} (?:que|de|nao|demencia)
        (?:fug(?:ir|indo|iu|a|indo)|foge|esconde\w{0,3}|escondendo)(?: se)? (?:de mim|da gente|d[ao] pagamento|d[ao] compromisso|d[ae]s? (?:suas? )?(?:responsab|obriga|divid|cont)\w+|de pagar|de nos|agora)
        (?:se|esta|ta|fica|vive|para de|pare de|adianta) > (?:escond\w{1,5}|fug\w{1,5})
        (?:ignor\w{1,4}) (?:as minhas|minhas|meus|as mensagens|minha|os meus|a gente|nossas)
        (?:me|nos|vai|esta me|fica) > ignor\w{1,4}
        (?:pare|para|parem|deixe|deixa) de (?:enrol|fug|fing|me |dar desculpa|ment|graca|inventar|ignor|se fazer|brincar|desculp|ser |palhac|frescur|show|drama|bobeira)\w{0,8}
        na hora de~(?:foi|soube|quis|rapid\w+|todo mundo|lembr\w+|bom|boa|adorou|gostou|nao reclam\w+|prometeu|voce nao|ninguem|era)
        (?:pra|para|pro|na hora de) (?:compr|com|ped|encomend|lev|us|gast|comem|fest)\w{0,5}~(?:rapid|esper[ta]|agil|ligeir|otim|corajos|bem que|soube|nao demor)\w{0,5}
        nao (?:honra|cumpre|honrou|cumpriu|honram|cumprem)(?: com)?(?: a| o| os| as)?(?: sua| seu| suas| que)? (?:palavra|compromiss\w+|combin\w+|promess\w+|acord\w+|contas|compr\w+|obriga\w+|fal\w+|promet\w+|assin\w+)
        (?:pra|para|pro) (?:\w{1,15} )?(?:tem|teve|sobra|arruma) > dinheiro
        tem dinheiro (?:pra|para|pro)
        se nao (?:podia|tinha|queria|ia|pode) (?:pagar|como pagar|dinheiro|condicoes|condicao)
        quem nao (?:pode|tem|paga|quer pagar)(?: pagar| dinheiro)? nao (?:compr|encomend|com|ped|merece|devia)\w*
        (?:devia|deveria|devias|tinha que|tinha de) ter(?: \w{1,10})? (?:pensad\w|pag\w|vergonh\w+|avisad\w|lembrad\w|cumprid\w)
        (?:promet|combin|disse|jur|garant)\w{0,4}(?: \w{1,12}){0,5} e(?: ate agora| ate hoje| de novo)? nao (?:cumpr|pag|aparec|fez|deposit|mand)\w*
        (?:sempre|de novo|mais uma vez|outra vez)(?: e| com| vem com)? a mesma (?:desculpa|historia|coisa|conversa|enrolac\w+|ladainha|promessa)
        (?:toda vez|todo mes|sempre|de novo) > (?:uma|essa|a mesma|com) (?:desculpa|historia|enrolac)\w*
        conversa fiada
        conversa mole
        ladainha
        lorotas?
        desculpa esfarrapada
        desculpas esfarrapadas
        nunca mais(?: \w{1,6})? (?:vend|atend|fac|confi|trabalh|fi[oa]|compr)\w* (?:\w{1,8} )?(?:pra|para|em|com|a|p|fiado|te)? ?(?:voce|vc|ti|fiado|gente)
        (?:perd|quebr|tra)\w{1,5}(?: a| com a| toda a)?(?: minha| nossa) > confianca
        (?:da|dessa) > (?:sua|tua|mesma) laia
        (?:gente|pessoa|tipo)(?: do| da) > (?:seu tipo|sua laia)
        (?:por|a|e|tudo)(?: culpa)?(?: e)? (?:sua|tua|toda sua) > culpa
        culpa (?:e |foi )?(?:toda |so )?(?:sua|tua|de voce|de vc)
        mal educad[oa]s?
        (?:voce|vc) nao (?:presta|vale|tem (?:palavra|carater|vergonha|jeito|compromisso|respeito|responsabilidade|consideracao|nocao))
        nao (?:tem|teve) (?:palavra|carater|compromisso|consideracao|nocao|respeito|escrupulo\w*|honra|responsabilidade|nem vergonha|a menor consideracao|o minimo d?e? ?\w*)
        (?:nunca|jamais|so)(?: me)? > paga (?:nada|ninguem|em dia|atrasado|quando|no prazo|depois)
        (?:voce|vc) nunca paga
        (?:fez|faz|fazendo|me fez) > (?:hora|graca|pouco caso|corpo mole|papel de)
        corpo mole
        que papelao
        papelao
        que decepcao
        (?:olha|veja|ve) o que (?:voce|vc) (?:faz|fez)
        (?:teve|tem|tendo|ter)(?: a)? > (?:audacia|coragem|petulancia|cara) de
        quem (?:voce|vc) pensa que e
        """, (r"(?:se|talvez|caso)~nao|(?:acho|vi|notei|percebi) que nao|nao paga (?:nada|frete|entrega|taxa|juros|a mais|mais|a entrega|o frete|a taxa)|(?:bom|boa|preco|gostos\w+|delici\w+|lind\w+|descont\w+)|coragem de (?:pintar|cortar|mudar|experimentar)|caixa|fug\w+ da dieta|foge da dieta|lixo|papelao (?:ondulado|para|pra|reciclad)"
             r"|na hora de (?:servir|cortar|buscar|retirar|receber|fechar|montar|assar|pagar,)")),
)  # fmt: skip

_SHOUTING = rules(
    "shouting",
    ("diga com calma até quando seria bom", r"""
        """ + _PAY + r"""~urgen\w{2,8}
        urgen\w{2,8}~""" + _PAY + r"""
        (?:pagamento|quitacao|acerto|deposito|pix|retorno|resposta|regularizacao)~urgent\w{1,6}
        urgente(?:[:!]| pague| pagamento)
        urgentissim[oa]
        assunto urgente
        com a maxima urgencia
    """, rf"(?:{_GOODS})|conserto|vazamento|curto|precisar|se for"),
)  # fmt: skip

MANNER = (*_ULTIMATUM, *_EXPOSURE, *_HUMILIATION, *_SHOUTING)
