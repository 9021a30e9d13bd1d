"""Page templates, the tool that starts a page from one, and the check that nothing of a template reaches readers.

They stand inside the package and not beside ``docs/``: the tool shares the model of kinds and ids with the build, the
build reports what a contributor has not replaced yet, and MkDocs never takes a template for a page.
"""
