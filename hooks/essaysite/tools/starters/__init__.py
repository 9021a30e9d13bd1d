"""The tool that starts a page, and the templates that it starts one from.

They stand inside the package and not below ``docs/``: the tool shares the model of kinds and ids with the build, and
MkDocs never takes a template for a page. ``read/unwritten.py`` reports what of a template nobody has replaced.
"""
