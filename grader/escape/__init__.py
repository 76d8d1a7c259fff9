"""What the compiler says: pure values and functions from Go source and compiler output to a verdict.

Nothing here starts a process; whoever needs another compile is handed a `Compile` function.
"""
