"""Lines of text in, blocks in reading order out. Knows geometry and typography, not what the words ask for."""
