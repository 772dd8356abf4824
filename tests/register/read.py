"""Reads the output of `pamphlet register` as a calendar and as a spreadsheet, and compares it with a table made by hand."""
import csv
import datetime
import io
import pathlib
import subprocess
import sys
import tempfile

import icalendar

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
TODAY = "2026-11-23"
# Reference, title, archive date, state on the day, and the first day of the three months' notice.
LEAFLETS = [
    ("PT-101", "Sleep, worry; and \"rest\"", "2026-11-23", "archived", "2026-08-23"),
    ("PT-102", "Über Ängste: was hilft", "2026-11-24", "due", "2026-08-24"),
    ("PT-103", "A title that is so long that a calendar folds the line in which it stands, as it must", "2027-02-24", "current", "2026-11-24"),
    ("PT-104", "النوم", "2027-05-31", "current", "2027-02-28"),
]


def register(site, form):
    command = [PROGRAM, "register", site, "--today", TODAY, "--format", form]
    return subprocess.run(command, check=True, capture_output=True).stdout


def day(text):
    return datetime.date.fromisoformat(text)


with tempfile.TemporaryDirectory() as folder:
    content = pathlib.Path(folder, "content")
    (content / "leaflets").mkdir(parents=True)
    (content / "site.yaml").write_text('title: "Leaflets, all; of them"\nbase_url: https://leaflets.example.org/\n', encoding="utf-8")
    for reference, title, archive, _, _ in LEAFLETS:
        quoted = "'" + title.replace("'", "''") + "'"
        (content / "leaflets" / f"{reference}.md").write_text(
            f"---\ntitle: {quoted}\nreference: {reference}\nlast_updated: 2025-01-01\narchive_date: {archive}\n"
            f"owner: 'Team, one; two'\nsummary: A leaflet.\n---\n\nText.\n", encoding="utf-8")

    calendar = icalendar.Calendar.from_ical(register(folder, "ics"))
    assert calendar["X-WR-CALNAME"] == "Leaflets, all; of them: review of leaflets", calendar["X-WR-CALNAME"]
    events = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    assert len(events) == 2 * len(LEAFLETS), sorted(events)
    for reference, title, archive, _, notice in LEAFLETS:
        first = events[f"{reference.lower()}.notice@leaflets.example.org"]
        last = events[f"{reference.lower()}.archive@leaflets.example.org"]
        assert first["DTSTART"].dt == day(notice), (reference, first["DTSTART"].dt)
        assert last["DTSTART"].dt == day(archive), (reference, last["DTSTART"].dt)
        for event in (first, last):
            assert title in str(event["SUMMARY"]), event["SUMMARY"]
            words = str(event["DESCRIPTION"])
            assert f"Leaflet reference: {reference}" in words and "Looked after by: Team, one; two" in words, words
            assert str(event["URL"]) == f"https://leaflets.example.org/leaflets/{reference.lower()}/", event["URL"]
            assert event["DTSTAMP"].dt.tzinfo is not None
            assert not event.errors, event.errors

    rows = list(csv.DictReader(io.StringIO(register(folder, "csv").decode("utf-8-sig"), newline="")))
    found = [(row["reference"], row["title"], row["archive_date"], row["state"], row["notice_date"]) for row in rows]
    assert found == LEAFLETS, found
    assert all(row["owner"] == "Team, one; two" for row in rows)
print(f"register: {len(events)} events and {len(rows)} rows read")
