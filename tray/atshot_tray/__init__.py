"""The tray icon's place: still empty, so that the package's name is taken."""
