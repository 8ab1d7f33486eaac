"""The command line and the forms in which tasks leave. Knows no pixels and no grammar."""
