"""What is inside files from strangers: their text, and pictures of their pages.

`content.py` is the door. All other modules run in a bounded process (`dialog.files.bounded`) and are imported by nobody
else, so that servers and workers never hold the libraries.
"""
