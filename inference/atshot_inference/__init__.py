"""Picture in, tasks out. Knows no HTTP, no tray, no settings file."""
