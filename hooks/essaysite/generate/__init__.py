"""Make what the site adds to its pages: panels, lists, references, the order of pages."""
