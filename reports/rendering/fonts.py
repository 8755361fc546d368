"""The fonts of our documents: static instances, cut to the letters of English and Welsh.

They are made once, from a package, so that a document looks the same on every machine and its bytes depend on
nothing that a machine has installed. The licence reserves the original's name, so the family bears another one.

    python -m reports.rendering.fonts FOLDER
"""

import io
import os
import shutil
import sys
import tempfile
from pathlib import Path

from saferwales.web.printable import LETTERS

FAMILY = "Safer Sans"
VERSION = "2"  # part of the folder's name: raise it when anything below changes
INSTANCES = (("", 400), ("", 600), ("", 700), ("Italic", 400))
SOURCES = {"": "SourceSans3[wght].ttf", "Italic": "SourceSans3-Italic[wght].ttf"}
CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">.</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>
"""


def folder_in(place):
    """The folder of the fonts within a place of files that may be made anew."""
    return Path(place) / f"fonts-{VERSION}"


def file_name(slope, weight):
    return f"safer-sans-{weight}{'-italic' if slope else ''}.ttf"


def are_made(folder):
    return (Path(folder) / "fonts.conf").is_file()


def make(folder):
    """Make the fonts beside their folder, then put them in its place in one step."""
    folder = Path(folder)
    if are_made(folder):
        return folder
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f"{folder.name}-"))
    try:
        unfinished.chmod(0o755)
        for slope in SOURCES:
            subset = _subset(slope)
            for weight in (weight for its_slope, weight in INSTANCES if its_slope == slope):
                _write_instance(subset, slope, weight, unfinished / file_name(slope, weight))
        (unfinished / "fonts.conf").write_text(CONFIGURATION, encoding="utf-8")
        unfinished.rename(folder)
    except OSError:
        if not are_made(folder):  # else another process was quicker, and its fonts are the same
            raise
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return folder


def _subset(slope):
    """The variable font with our letters only, as bytes."""
    import fontpkg_source_sans_3
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options()
    options.layout_features = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=LETTERS)
    font = TTFont(Path(fontpkg_source_sans_3.ROOT) / "files" / SOURCES[slope])
    cutter.subset(font)
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def _write_instance(subset, slope, weight, path):
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = instantiateVariableFont(TTFont(io.BytesIO(subset)), {"wght": weight}, static=True)
    _rename(font, slope, weight)
    font.save(path)


def _rename(font, slope, weight):
    """Our own family name; copyright and licence stay as they are."""
    style = " ".join(
        filter(None, [{400: "" if slope else "Regular", 600: "SemiBold", 700: "Bold"}[weight], slope])
    )
    postscript = f"{FAMILY.replace(' ', '')}-{style.replace(' ', '')}"
    names = {
        1: FAMILY,
        2: style,
        3: f"{postscript};{VERSION}",
        4: f"{FAMILY} {style}",
        6: postscript,
        16: FAMILY,
        17: style,
    }
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in (0, 5, 13, 14)]
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)


if __name__ == "__main__":
    make(sys.argv[1])
