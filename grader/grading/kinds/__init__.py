"""The kinds of question, each in a module: what is asked, what is answered, what is right, what it is worth."""
