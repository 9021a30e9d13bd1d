"""Write what stands beside the pages, and make what is published light and safe."""
