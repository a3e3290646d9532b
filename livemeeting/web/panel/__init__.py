"""The pages for signed-in people."""
