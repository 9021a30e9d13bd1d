"""Make what the site adds to its pages: parts, panels, pictures, head and foot."""
