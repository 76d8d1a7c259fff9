"""What an answer is worth: questions, answers, keys, scores and feedback. Pure."""
