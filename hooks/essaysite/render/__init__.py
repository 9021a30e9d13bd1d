"""Render pages: the Markdown extension, and what it found out about each page."""
