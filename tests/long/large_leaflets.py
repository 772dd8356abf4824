"""Writes sites of one leaflet each, which once took all the memory of a machine: `large_leaflets.py FOLDER`."""
import sys
from pathlib import Path

TEXTS = {
    # 11 KiB.
    "table": "|a" * 60 + "|\n" + "|-" * 60 + "|\n" + ("|a" * 60 + "|\n") * 88,
    # 332 KiB.
    "headings": "".join(f"## H{number}\n\n" for number in range(31_600)) + "Words.\n",
    "word": "a" * 1_000_000,
    "backticks": "`" * 1_100_000,
    # The maximum number of cells that can be printed.
    "columns": "|a" * 40 + "|\n" + "|-" * 40 + "|\n" + ("|a" * 40 + "|\n") * 124,
}

for name, text in TEXTS.items():
    content = Path(sys.argv[1]) / name / "content"
    (content / "leaflets").mkdir(parents=True)
    (content / "site.yaml").write_text("title: Example site\nbase_url: https://leaflets.example.org/\nchecks: {empty-section: off}\n")
    head = "---\ntitle: About one\nreference: PT-001\nlast_updated: 2026-11-01\narchive_date: 2028-11-01\nsummary: What it is for.\n---\n\n"
    (content / "leaflets" / "one.md").write_text(head + text + "\n")
