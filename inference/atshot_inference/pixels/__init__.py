"""From pixels to a page of text lines with their looks; knows no tasks, no files and no network."""
