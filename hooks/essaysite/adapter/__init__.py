"""All that is MkDocs': its files, configuration, pages and log. Each phase of a build is an object made by the one before.

Setup       on_config: what the configuration says
Rendering   on_files: all sources read; gets pages ready while MkDocs renders them
Publishing  on_env: all pages assembled; what templates show, and the files beside the pages
"""

from .log import told
from .publishing import Publishing
from .rendering import Rendering, read
from .serving import address_fault, keep_last_good
from .setup import Setup

__all__ = ["Publishing", "Rendering", "Setup", "address_fault", "keep_last_good", "read", "told"]
