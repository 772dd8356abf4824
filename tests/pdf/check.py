"""Checks every PDF of both sites with other programs: `check.py PROGRAM FOLDER`.

Each check is a function that returns a list of faults; a fault is a sentence.
"""
import json
import re
import shutil
import subprocess
import sys
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTContainer

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TODAY = "2026-11-23"
FONTS = ["/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "/usr/share/fonts/truetype/ancient-scripts/Symbola_hint.ttf"]
LEAST = 16.0
A4 = (595.3, 841.9)


def run(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, encoding="utf-8",
                          # pdfinfo prints titles of headings as they are in the file.
                          errors="replace", check=False)


def build(program, site, out):
    """Builds a site with all its formats, without the cache."""
    shutil.rmtree(site / ".pamphlet", ignore_errors=True)
    shutil.rmtree(out, ignore_errors=True)
    built = run(program, "build", site, "--out", out, "--today", TODAY)
    if built.returncode != 0:
        sys.exit(f"The site {site} was not built:\n{built.stderr}")
    return built.stderr


def copy(source, site, fonts=()):
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(source / "content", site / "content")
    for font in fonts:
        folder = site / "themes" / "default" / "fonts"
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(font, folder)


class Page(HTMLParser):
    """The text of a leaflet's page: the passages of its title, summary, urgent help and text, in order."""

    BLOCKS = {"h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "dt", "dd", "th", "td", "caption", "figcaption", "pre", "blockquote",
              "div", "ul", "ol", "table", "figure", "section", "dl", "article", "tr", "thead", "tbody", "summary", "details"}

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.open, self.passages, self.headings, self.heads = [], [], [], []
        self.pictures, self.links, self.tables, self.table = [], [], [], None
        self.text, self.link = "", None
        self.feed(html)
        self.flush()

    def within(self, name):
        return any(name in classes for _, classes in self.open)

    def is_read(self):
        """The title, the summary, the urgent help and the text, without marks of notes and hidden captions of tables."""
        tags = [tag for tag, _ in self.open]
        if "sup" in tags or "script" in tags or "nav" in tags:
            return False
        if any(tag == "caption" and "visually-hidden" in classes for tag, classes in self.open):
            return False
        if any(self.within(name) for name in ("notes", "guard", "crisis", "alternatives")):
            return False
        return "h1" in tags and "article" in tags or self.within("summary") and "article" in tags or self.within("text")

    def flush(self):
        if self.text.strip():
            # The name of a table comes before its first row.
            (self.table[-1][-1] if self.table and self.table[-1] else self.passages).append(self.text)
        self.text = ""

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag in self.BLOCKS:
            self.flush()
        if tag not in ("img", "br", "meta", "link", "hr", "input"):
            self.open.append((tag, (attributes.get("class") or "").split()))
        if not self.is_read():
            return
        if tag == "table":
            self.table = []
        elif tag == "tr" and self.table is not None:
            self.table.append([])
        elif tag in ("th", "td") and self.table:
            self.table[-1].append([])
        elif tag == "br":
            self.text += " "
        elif tag == "a":
            self.link = ""
        elif tag == "img" and attributes.get("alt"):
            self.pictures.append(attributes["alt"])

    def handle_endtag(self, tag):
        if tag in self.BLOCKS:
            if re.fullmatch("h[1-6]", tag) and self.is_read():
                self.headings.append((int(tag[1]), " ".join(self.text.split())))
            if tag == "th" and self.is_read() and self.text.strip():
                self.heads.append(" ".join(self.text.split()))
            self.flush()
        if tag == "a" and self.link is not None:
            self.links.append(" ".join(self.link.split()))
            self.link = None
        if tag == "table" and self.table is not None and self.is_read():
            self.tables.append(self.table)
            self.passages.append(self.table)
            self.table = None
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self.is_read():
            self.text += data
            if self.link is not None:
                self.link += data


def letters(text):
    return "".join(letter for letter in unicodedata.normalize("NFC", text) if letter.isalnum())


def from_right(text):
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


def passages(page):
    """The passages of a page, each with its possible forms: a table that does not fit is a list."""
    for passage in page.passages:
        if isinstance(passage, str):
            yield [passage]
            continue
        rows = [[" ".join(cell) for cell in row] for row in passage]
        table = " ".join(cell for row in rows for cell in row)
        head, listed, headed = rows[0] if rows else [], "", ""
        for row in rows[1:]:
            named = [f"{head[index] if index < len(head) else ''} {cell}" for index, cell in enumerate(row)]
            listed += " " + " ".join(row[:1] + named[1:])
            headed += " " + " ".join(named)
        yield [table, listed, headed] if listed else [table]


# The reference, the address of the latest version, and the page number, in one of two orders.
FOOT = re.compile(r"(?:^|\n)\S+\s+(?:Check for a newer version at\s+\S+\s+(?:\S+\s+)?)?Page \d+ of \d+"
                  r"(?:\s+Check for a newer version at\s+\S+(?:\s+\S+)?)?\s*\Z")


def without_contents(pages):
    """The list of contents of a long leaflet: from its heading to its last dotted line, on one or two pages."""
    is_open = False
    for page in pages:
        lines = page.split("\n")
        dotted = [number for number, line in enumerate(lines) if re.search(r"(?: \.){3,}\W*\d+\s*$", line)]
        begin = lines.index("Contents") if "Contents" in lines else 0 if is_open else None
        if dotted and begin is not None:
            is_open = True
            lines[begin:dotted[-1] + 1] = []
        yield "\n".join(lines)


def words_of(pdf, page):
    """Each passage of the page must be in the PDF, in the same order, with only numbers in between."""
    text = run("pdftotext", "-raw", "-enc", "UTF-8", pdf, "-").stdout
    pages = list(without_contents(text.split("\f")[:-1]))
    if from_right(text):
        # Right-to-left text is drawn in another order than it is read; Pamphlet itself compares it.
        have = letters(text)
        lost = [way for ways in passages(page) for way in ways[0].split() if not from_right(way) and letters(way) not in have]
        # The footer cannot be found in the order of lines: only its address is certain to be on each page.
        return [f"lacks the word '{word}'" for word in lost] + [
            f"has no address on page {number}" for number, page_text in enumerate(pages, 1) if "/r/" not in page_text]
    if lost := [number for number, page_text in enumerate(pages, 1) if not FOOT.search(page_text)]:
        return [f"has no foot with reference, address and number on the pages {lost}"]
    heads = [letters(" ".join(" ".join(cell) for cell in table[0])) for table in page.tables if table]
    found, at, again = "", 0, {}
    for page_text in pages:
        sheet = letters(FOOT.sub("", page_text))
        # A table repeats its header row on each page.
        again[len(found)] = next((len(head) for head in heads if head and sheet.startswith(head)), 0)
        found += sheet
    for number, ways in enumerate(passages(page)):
        ends = [end for end in (follow(found, at, letters(way), number < 2, again) for way in ways) if end is not None]
        if not ends:
            shown = found[at:at + 60]
            return [f"should say '{ways[0][:60]}', and says '{shown}'"]
        at = min(ends)
    return []


def follow(found, at, wanted, anywhere, again):
    """The end of some letters. `anywhere`: other text, such as dates, may come before them. `again`: the text that may be
    repeated at the start of a page, by position."""
    if anywhere:
        start = found.find(wanted[:40], at)
        if start < 0:
            return None
        at = start
    elif wanted and found[at:at + 1] != wanted[0]:
        # The first words of the text follow the facts, and a note may follow the text of a callout.
        start = found.find(wanted[:200], at)
        gap = found[at:start] if start >= 0 else "?"
        if not (gap.isdigit() or follow.first):
            return None
        at = start
    follow.first = anywhere
    return rest_of(found, at, wanted, 0, again)


def rest_of(found, at, wanted, done, again):
    while done < len(wanted):
        if done and again.get(at):
            end = rest_of(found, at + again[at], wanted, done, again)
            if end is not None:
                return end
        while at < len(found) and found[at] != wanted[done] and found[at].isdigit():
            at += 1
        if at >= len(found) or found[at] != wanted[done]:
            return None
        at, done = at + 1, done + 1
    return at


follow.first = False


def facts_of(pdf, html):
    """Dates in Latin letters are read from left to right, even in right-to-left leaflets."""
    shown = " ".join(run("pdftotext", "-enc", "UTF-8", pdf, "-").stdout.split())
    dates = set(re.findall(r"<time[^>]*>(\d{1,2} [A-Za-z]+ \d{4})</time>", html))
    return [f"does not show the date '{date}' in this order" for date in sorted(dates) if date not in shown]


def structure_of(pdf, page):
    """Title, headings, lists, tables with header cells, links and alternative texts, in the order of the page."""
    text = run("pdfinfo", "-struct-text", pdf).stdout
    faults = []
    headings, pending = [], None
    kinds = []
    for line in text.splitlines():
        name = re.match(r"\s*(\w+)", line)
        heading = re.match(r'\s*H([1-6])\b', line)
        kinds.append(name[1] if name else "")
        if heading:
            pending = [int(heading[1]), "", len(line) - len(line.lstrip())]
            headings.append(pending)
        elif pending and line.strip().startswith('"') and len(line) - len(line.lstrip()) > pending[2]:
            pending[1] += line.strip()[1:-1]
        elif pending and len(line) - len(line.lstrip()) <= pending[2]:
            pending = None
    have = [(level, letters(words)) for level, words, _ in headings]
    want = [(level, letters(words)) for level, words in page.headings if not from_right(words)]
    remaining = iter(have)
    for heading in want:
        if not any(heading == other for other in remaining):
            faults.append(f"lacks the heading {heading} where the page has it")
            break
    if not have or have[0][0] != 1:
        faults.append("does not begin with its title as a heading of level 1")
    spoken = iter(alternatives(pdf))
    for alternative in page.pictures:
        if not any(letters(alternative) == letters(other) for other in spoken):
            faults.append(f"lacks the text alternative '{alternative}' where the page has it")
            break
    if page.tables and not ("TH" in kinds or "L" in kinds):
        faults.append("has neither a table with head cells nor a list where the page has tables")
    if page.links and "Link" not in kinds:
        faults.append("has no link")
    return faults


def alternatives(pdf):
    """The alternative texts of pictures in reading order, which pdfinfo does not print."""
    found = []

    def walk(element):
        if isinstance(element, pikepdf.Array):
            for part in element:
                walk(part)
        elif isinstance(element, pikepdf.Dictionary):
            if "/Alt" in element:
                found.append(str(element["/Alt"]))
            walk(element.get("/K"))

    with pikepdf.open(pdf) as document:
        walk(document.Root["/StructTreeRoot"].get("/K"))
    return found


def sizes_of(pdf):
    """Every letter of large print is large, and on the page."""
    faults, smallest = [], None

    def walk(item):
        nonlocal smallest
        if isinstance(item, LTChar) and item.get_text().strip():
            # The height of the letter's box: its size, scaled like its text.
            size = round(item.size, 2)
            if smallest is None or size < smallest[0]:
                smallest = (size, item.get_text())
            if item.x0 < -0.5 or item.x1 > A4[0] + 0.5 or item.y0 < -6 or item.y1 > A4[1] + 6:
                faults.append(f"has the letter '{item.get_text()}' outside the page")
        elif isinstance(item, LTContainer):
            for part in item:
                walk(part)

    for sheet in extract_pages(pdf):
        walk(sheet)
    if smallest is None:
        faults.append("has no letter at all")
    elif "large-print" in pdf.name and smallest[0] < LEAST:
        faults.append(f"has the letter '{smallest[1]}' in {smallest[0]} point")
    return faults[:3], smallest and smallest[0]


def made_of(pdf):
    faults = []
    checked = run("qpdf", "--check", pdf)
    if checked.returncode != 0:
        faults.append(f"is not clean: {checked.stdout}{checked.stderr}")
    for font in run("pdffonts", pdf).stdout.splitlines()[2:]:
        if not re.search(r"\byes\s+yes\s+yes\b", font):
            faults.append(f"has a font that is not embedded: {font}")
    return faults


def accessible(pdfs, outloud, folder):
    report = folder / "outloud.json"
    run(outloud, "--quiet", "--no-info", "--json", report, *pdfs)
    faults = []
    for document in json.loads(report.read_text())["results"]:
        errors = [finding for finding in document["findings"] if finding["severity"] == "error"]
        faults += [f"{document['path']}: {error}" for error in errors]
        if document["error"]:
            faults.append(f"{document['path']} cannot be read: {document['error']}")
    return faults


def hostile(program, folder):
    """Text that looks like commands is printed unchanged."""
    site, out = folder / "hostile", folder / "hostile-public"
    copy(HERE / "hostile", site)
    build(program, site, out)
    faults = []
    for name in ("signs", "word"):
        source = (site / "content" / "leaflets" / f"{name}.md").read_text(encoding="utf-8")
        page = Page((out / "leaflets" / name / "index.html").read_text(encoding="utf-8"))
        for ending in (".pdf", "-large-print.pdf"):
            pdf = out / "leaflets" / name / f"{name}{ending}"
            faults += [f"{pdf.name} {fault}" for fault in words_of(pdf, page) + sizes_of(pdf)[0] + made_of(pdf)]
            shown = letters(run("pdftotext", "-raw", pdf, "-").stdout)
            for text in re.findall(r"^(?:title|summary): '(.*)'$", source, re.M):
                if letters(text) not in shown:
                    faults.append(f"{pdf.name} does not contain '{text}' as it was written")
    # A character that is in no font is reported, and stops the build if the settings list the format.
    leaflet = site / "content" / "leaflets" / "signs.md"
    text = re.sub(r"^last_updated: .*$", f"last_updated: {TODAY}", leaflet.read_text(encoding="utf-8"), flags=re.M)
    leaflet.write_text(text + "\nSleep \U0001f634.\n", encoding="utf-8")
    built = run(program, "build", site, "--out", out, "--today", TODAY)
    if built.returncode != 1 or "U+1F634" not in built.stderr or "themes/default/fonts/" not in built.stderr:
        faults.append(f"an emoji without a font is not reported: {built.returncode} {built.stderr}")
    return faults


def main():
    program, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    outloud = Path(sys.executable).parent / "outloud"
    folder.mkdir(parents=True, exist_ok=True)
    faults, pdfs, smallest = [], [], []
    for name, source, fonts in (("example", ROOT, ()), ("kitchen-sink", ROOT / "tests" / "sites" / "kitchen-sink", FONTS)):
        outs = []
        for turn in ("one", "two"):
            site, out = folder / turn / name, folder / turn / f"{name}-public"
            copy(source, site, fonts)
            build(program, site, out)
            outs.append(out)
        made = sorted(outs[0].rglob("*.pdf"))
        made = [pdf for pdf in made if (pdf.parent / "index.html").exists() and pdf.parent.name in pdf.name]
        leaflets = [file for file in outs[0].glob("**/leaflets/*/index.html") if '<div class=text>' in file.read_text()]
        if len(made) != 2 * len(leaflets) or not made:
            faults.append(f"{name}: {len(made)} PDFs for {len(leaflets)} leaflets")
        for pdf in made:
            if pdf.read_bytes() != (outs[1] / pdf.relative_to(outs[0])).read_bytes():
                faults.append(f"{pdf} has other bytes when it is made again")
            html = (pdf.parent / "index.html").read_text(encoding="utf-8")
            page = Page(html)
            faults += [f"{pdf} {fault}" for fault in facts_of(pdf, html)]
            small, size = sizes_of(pdf)
            if "large-print" in pdf.name and size:
                smallest.append(size)
            faults += [f"{pdf} {fault}" for fault in words_of(pdf, page) + structure_of(pdf, page) + small + made_of(pdf)]
        pdfs += made
    faults += accessible(pdfs, outloud, folder)
    faults += hostile(program, folder)
    for fault in faults:
        print(fault)
    if faults:
        sys.exit(f"{len(faults)} faults in {len(pdfs)} PDFs.")
    print(f"{len(pdfs)} PDFs have no faults. The smallest letter of large print has {min(smallest)} point.")


main()
