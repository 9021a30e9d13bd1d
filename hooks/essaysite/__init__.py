"""The build logic of the site: pages as nodes, typed links between them, terms, references and provenance.

MkDocs is known to ``adapter/`` alone, which ``hooks/main.py`` calls; all else knows no engine. See ``hooks/README.md``.
"""
