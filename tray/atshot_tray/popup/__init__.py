"""The window that the tray opens: the daemon's page in a browser's window without tabs. Knows no request."""
