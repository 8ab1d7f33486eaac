"""Blocks of text in, task candidates out: who is asked to do what. Knows no pixels beyond boxes and ink colours."""
