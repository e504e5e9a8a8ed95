# Completes the lines of `cobranca`. Written by: cobranca completar
_cobranca() {
    local answer line
    COMPREPLY=()
    answer="$(_COBRANCA_COMPLETE=bash "${1/#\~/$HOME}" "${COMP_LINE:0:COMP_POINT}" "$2" "${COMP_TYPE:-9}" 2>/dev/null)" || {
        compopt -o default 2>/dev/null
        return 0
    }
    while IFS= read -r line; do
        [ -n "$line" ] && COMPREPLY+=("$line")
    done <<<"$answer"
}
complete -o nosort -F _cobranca cobranca 2>/dev/null || complete -F _cobranca cobranca
