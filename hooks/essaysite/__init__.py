"""The build logic of the site: pages as nodes, typed links between them, terms, references and provenance.

The modules know nothing of MkDocs where they can; ``hooks/main.py`` is the adapter that calls them.
"""
