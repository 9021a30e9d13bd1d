"""Pictures that are computed while the site is built: a module for the numbers of each, an SVG template for its lines."""
