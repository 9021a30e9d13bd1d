"""The copy of the site that opens from the file system: ``make offline``.

From a file a browser shows a folder's address as a list of files, loads no module, starts no worker and fetches
nothing. So in this copy links name files, and modules are joined into one script. Pages, styles and scripts are otherwise
the site's own.
"""
