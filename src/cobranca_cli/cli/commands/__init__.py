"""One module per noun; a command is parsed arguments, one call, emit."""
