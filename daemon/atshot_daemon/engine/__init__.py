"""The engine in a process of its own. Knows processes and pipes, no HTTP and no database."""
