# Completes the lines of `cobranca`. Written by: cobranca completar
function __cobranca_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set -lx _COBRANCA_COMPLETE fish
    if not $words[1] $words[2..-1] "$typed" 2>/dev/null
        set -e _COBRANCA_COMPLETE
        __fish_complete_path "$typed"
    end
end
complete --command cobranca --no-files --keep-order --arguments '(__cobranca_complete)'
