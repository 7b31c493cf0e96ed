"""How values are shown: tables, JSON, CSV, Markdown; every word, in vi and en."""
