"""Claims: who says what, where, when and how sure. Nothing here decides what is true; that is for `resolution`."""
