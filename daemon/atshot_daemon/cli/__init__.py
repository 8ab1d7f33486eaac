"""The verbs of the command line, one module each. Knows arguments and exit codes, no pixels."""
