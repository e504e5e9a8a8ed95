# Completes the lines of `cobranca`. Written by: cobranca completar
Register-ArgumentCompleter -Native -CommandName cobranca -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { if ($null -ne $_.Value) { "$($_.Value)" } else { "$_" } })
    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
        $Env:_COBRANCA_COMPLETE = 'powershell'
        & cobranca @words "=$wordToComplete" 2>$null | ForEach-Object {
            $text, $shown, $help = $_ -split "`t"
            [System.Management.Automation.CompletionResult]::new($text, $shown, 'ParameterValue', $help)
        }
    } finally {
        Remove-Item Env:_COBRANCA_COMPLETE
        [Console]::OutputEncoding = $encoding
    }
}
