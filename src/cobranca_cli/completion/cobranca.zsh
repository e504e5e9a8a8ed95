# Completes the lines of `cobranca`. Written by: cobranca completar
_cobranca() {
    local answer typed="${(Q)PREFIX}"
    local -a lines values shown begin
    answer="$(_COBRANCA_COMPLETE=zsh "${(Q)~words[1]}" "${(@Q)words[2,CURRENT-1]}" "$typed" 2>/dev/null)" || {
        _files
        return
    }
    lines=("${(@f)answer}")
    values=("${(@)lines%%$'\t'*}")
    shown=("${(@)lines/$'\t'/  -- }")
    shown=("${(@)shown%  -- }")
    [[ -n "$answer" ]] || return 1
    # Numbers do not begin as the name they stand for: nothing of them may take its place.
    begin=("${(@M)values:#$typed*}")
    (( $#begin == $#values )) || compstate[insert]=menu
    compadd -U -V cobranca -l -d shown -a -- values
}
if ! (( $+functions[compdef] )); then
    autoload -Uz compinit
    compinit -i
fi
compdef _cobranca cobranca
