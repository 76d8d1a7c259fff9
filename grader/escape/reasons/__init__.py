"""From the compiler's explanations and the syntax to the set of all true reasons."""
