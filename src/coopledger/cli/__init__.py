"""The command line: parse, call the ledger, present. One file a command."""
