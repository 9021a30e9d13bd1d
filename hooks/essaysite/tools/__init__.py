"""Commands for contributors; no build needs them."""
