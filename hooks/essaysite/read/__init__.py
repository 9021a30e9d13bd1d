"""Read the sources: files become nodes, relations, works, the essay and names, with the faults beside them."""
