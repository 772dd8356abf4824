#!/usr/bin/env python3
"""Makes the Word files in this folder, and the text files that show their list numbers.

The files are kept in the repository, so that tests need neither LibreOffice nor pandoc. To make them again on Debian:

    apt-get install --no-install-recommends libreoffice-writer-nogui pandoc
    python3 tests/import/make.py

LibreOffice converts `sources/*.fodt` (bodies of a flat OpenDocument text, see `WHOLE`) to Word files, and pandoc `sources/*.md`.
`files/<name>.txt` is LibreOffice's plain text of the Word file, with the numbers of lists as a word processor counts them.
"""

import base64
import pathlib
import re
import subprocess
import tempfile
import zipfile

HERE = pathlib.Path(__file__).parent
FILES = HERE / "files"
SOURCES = HERE / "sources"
PICTURE = HERE.parent / "images" / "plain.png"

NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing",
        "svg": "svg-compatible", "fo": "xsl-fo-compatible", "meta": "meta",
    }.items()
) + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def levels(kind, *formats):
    """A list style with a level each for `1.`, `a)`, `1.1`, `*` and the like."""
    said = []
    for level, written in enumerate(formats, 1):
        margin = f"{level * 0.8}cm"
        place = (
            f'<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
            f'<style:list-level-label-alignment text:label-followed-by="listtab" fo:margin-left="{margin}" '
            f'fo:text-indent="-0.6cm"/></style:list-level-properties>'
        )
        if written == "*":
            said.append(f'<text:list-level-style-bullet text:level="{level}" text:bullet-char="•">{place}</text:list-level-style-bullet>')
            continue
        shown = written.count("1.1") + 1 if "1.1" in written else 1
        if "1.1.1" in written:
            shown = 3
        prefix = "(" if written.startswith("(") else ""
        suffix = written[-1] if written[-1] in ".)" else ""
        sign = {"a": "a", "A": "A", "i": "i", "I": "I"}.get(written.strip("().")[:1], "1")
        said.append(
            f'<text:list-level-style-number text:level="{level}" style:num-format="{sign}" style:num-prefix="{prefix}" '
            f'style:num-suffix="{suffix}" text:display-levels="{shown}">{place}</text:list-level-style-number>'
        )
    return f'<text:list-style style:name="{kind}">{"".join(said)}</text:list-style>'


WHOLE = """<?xml version="1.0" encoding="UTF-8"?>
<office:document {namespaces} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
<style:style style:name="Standard" style:family="paragraph" style:class="text"/>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard" style:class="chapter"/>
{headings}
<style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Italic" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="Up" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="Box" style:family="graphic"/>
{lists}
</office:styles>
<office:automatic-styles>
<style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"/>
<style:header-style><style:header-footer-properties fo:min-height="0.5cm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:min-height="0.5cm"/></style:footer-style></style:page-layout>
<style:style style:name="RightToLeft" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties style:writing-mode="rl-tb"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page">{margins}</style:master-page></office:master-styles>
<office:body><office:text>{body}</office:text></office:body>
</office:document>
"""

HEADINGS = "".join(
    f'<style:style style:name="Heading_20_{level}" style:display-name="Heading {level}" style:family="paragraph" '
    f'style:parent-style-name="Standard" style:default-outline-level="{level}" style:class="text">'
    f'<style:text-properties fo:font-weight="bold"/></style:style>'
    for level in range(1, 5)
)
LISTS = (
    levels("Numbers", "1.", "1.", "1.")
    + levels("Bullets", "*", "*", "*")
    + levels("Mixed", "1.", "*", "1.")
    + levels("Letters", "a)", "i.", "1.")
    + levels("Parts", "1.", "1.1", "1.1.1")
    + levels("Brackets", "(1)", "(a)", "*")
)


def markup(source):
    """A source with its abbreviations expanded."""
    picture = base64.b64encode(PICTURE.read_bytes()).decode()
    source = source.replace("{picture}", f"<office:binary-data>{picture}</office:binary-data>")
    source = re.sub(r"<h(\d)>(.*?)</h\1>", r'<text:h text:style-name="Heading_20_\1" text:outline-level="\1">\2</text:h>', source)
    source = re.sub(r"<title>(.*?)</title>", r'<text:p text:style-name="Title">\1</text:p>', source)
    source = re.sub(r"<(/?)p>", lambda found: f"<{found[1]}text:p>", source)
    source = re.sub(r"<b>(.*?)</b>", r'<text:span text:style-name="Bold">\1</text:span>', source)
    source = re.sub(r"<i>(.*?)</i>", r'<text:span text:style-name="Italic">\1</text:span>', source)
    source = re.sub(r"<up>(.*?)</up>", r'<text:span text:style-name="Up">\1</text:span>', source)
    source = re.sub(r"<li>", "<text:list-item>", source).replace("</li>", "</text:list-item>")
    source = re.sub(r"<list( [^>]*)?>", lambda found: f"<text:list{list_attributes(found[1] or '')}>", source)
    return source.replace("</list>", "</text:list>")


def list_attributes(written):
    written = re.sub(r' kind="(\w+)"', r' text:style-name="\1"', written)
    written = re.sub(r' goes-on="(\w+)"', r' text:continue-list="\1"', written)
    return re.sub(r' name="(\w+)"', r' xml:id="\1"', written)


def soffice(into, source, kind):
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", kind, "--outdir", into, source],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )


def settled(path):
    """The same file without its creation time."""
    with zipfile.ZipFile(path) as old:
        parts = [(name, old.read(name)) for name in sorted(old.namelist())]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts:
            data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-11-23T09:00:00Z", data) if name.endswith("core.xml") else data
            new.writestr(zipfile.ZipInfo(name, (2026, 11, 23, 9, 0, 0)), data, zipfile.ZIP_DEFLATED)


def main():
    FILES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for source in sorted(SOURCES.glob("*.fodt")):
            body, _, margins = source.read_text().partition("<!-- margins -->")
            whole = WHOLE.format(namespaces=NAMESPACES, headings=HEADINGS, lists=LISTS, body=markup(body), margins=markup(margins))
            flat = pathlib.Path(folder) / source.name
            flat.write_text(whole)
            soffice(FILES, flat, "docx:MS Word 2007 XML")
        for source in sorted(SOURCES.glob("*.md")):
            made = FILES / f"{source.stem}.docx"
            subprocess.run(["pandoc", "--from=markdown+fancy_lists", f"--resource-path={PICTURE.parent}", source, "-o", made], check=True)
        for made in sorted(FILES.glob("*.docx")):
            settled(made)
            soffice(FILES, made, "txt:Text (encoded):UTF8,LF")


if __name__ == "__main__":
    main()
