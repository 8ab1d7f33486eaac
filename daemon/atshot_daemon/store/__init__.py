"""What the daemon keeps on disk: captures, tasks, clients, pictures. Knows SQLite and files, no HTTP."""
