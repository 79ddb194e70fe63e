"""Edits workbooks as people do, in LibreOffice itself, and saves them again.

Run by the Python that LibreOffice's bindings belong to (Debian: python3-uno, /usr/bin/python3).
Standard input: {"profile": FOLDER, "jobs": [{"open": PATH, "save": PATH, "edits": [EDIT, …]}, …]}.
One soffice opens all of them in turn; it ends with this program. The extension of "save" names
the format. An EDIT has "do" and, as it needs them:

  number, text            "at", "value"    text stays text, whatever its signs
  formula                 "at", "value"    what is typed: "=1/0", or "2024-09-12", which becomes a day
  clear                   "at"             empties a cell
  note, colour, bold      "at", "value"    a comment; a background 0xRRGGBB; true or false
  widen                   "at", "value"    the column of a cell, so many times as wide
  picture                 "at", "value"    a picture file, 2 cm wide and high
  move                    "range", "to"    cut and paste
  insert-rows             "sheet", "row", "count"    rows count from 1
  delete-row              "at"             the row of a cell
  delete-name             "name"
  point-name              "name", "to"     the named range, new or not, means this cell
  rename-sheet            "sheet", "value"
  unprotect               "sheet"

"at", "to" and "range" are the name of a named range, or Sheet!A1 (A1:B2).

Standard output: for each job where its named ranges were last seen, {"NAME": "Sheet!A1", …}.
"""

import json
import os
import subprocess
import sys
import time

import uno
from com.sun.star.awt import Point, Size
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.table import CellAddress

FILTERS = {
    "ods": "calc8",
    "fods": "OpenDocument Spreadsheet Flat XML",
    "xlsx": "Calc MS Excel 2007 XML",
}
SECONDS_TO_START = 90


def prop(name, value):
    """One property as the loaders want it."""
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def connect(profile):
    """Starts soffice on a profile of its own; gives the process and what makes its services."""
    pipe = "bakhong%d" % os.getpid()
    process = subprocess.Popen(
        [
            "soffice",
            "-env:UserInstallation=file://" + profile,
            "--headless", "--norestore", "--nologo",
            "--accept=pipe,name=%s;urp;" % pipe,
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local)
    end = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            remote = resolver.resolve(
                "uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
            break
        except NoConnectException:
            if time.monotonic() > end or process.poll() is not None:
                process.kill()
                raise SystemExit("soffice does not answer")
            time.sleep(0.1)
    return process, lambda name: remote.ServiceManager.createInstanceWithContext(name, remote)


def cells(book, where):
    """The range that a name or Sheet!A1 means."""
    if "!" in where:
        sheet, address = where.rsplit("!", 1)
        return book.Sheets.getByName(sheet).getCellRangeByName(address)
    if not book.NamedRanges.hasByName(where):
        raise SystemExit("no range is named " + where)
    return book.NamedRanges.getByName(where).ReferredCells


def place(target):
    """A range's first cell as Sheet!A1."""
    address = target.getCellByPosition(0, 0).AbsoluteName
    sheet, corner = address.rsplit(".", 1)
    return sheet.lstrip("$").strip("'") + "!" + corner.replace("$", "")


def places(book):
    """Where each named range is that means cells."""
    found = {}
    for name in book.NamedRanges.ElementNames:
        target = book.NamedRanges.getByName(name).ReferredCells
        if target is not None:
            found[name] = place(target)
    return found


def cell(book, edit):
    return cells(book, edit["at"]).getCellByPosition(0, 0)


def note(book, edit):
    target = cell(book, edit)
    target.Spreadsheet.Annotations.insertNew(target.CellAddress, edit["value"])


def widen(book, edit):
    target = cell(book, edit)
    column = target.Spreadsheet.Columns.getByIndex(target.CellAddress.Column)
    column.Width = int(column.Width * edit["value"])


def picture(office, book, edit):
    target = cell(book, edit)
    shape = book.createInstance("com.sun.star.drawing.GraphicObjectShape")
    shape.Graphic = office("com.sun.star.graphic.GraphicProvider").queryGraphic(
        (prop("URL", uno.systemPathToFileUrl(edit["value"])),))
    shape.Size = Size(2000, 2000)
    target.Spreadsheet.DrawPage.add(shape)
    shape.Anchor = target
    shape.Position = Point(target.Position.X + 200, target.Position.Y + 100)


def move(book, edit):
    source = cells(book, edit["range"])
    to = cells(book, edit["to"]).getCellByPosition(0, 0)
    source.Spreadsheet.moveRange(to.CellAddress, source.RangeAddress)


def insert_rows(book, edit):
    book.Sheets.getByName(edit["sheet"]).Rows.insertByIndex(edit["row"] - 1, edit["count"])


def delete_row(book, edit):
    target = cell(book, edit)
    target.Spreadsheet.Rows.removeByIndex(target.CellAddress.Row, 1)


def point(book, edit):
    to = cells(book, edit["to"]).getCellByPosition(0, 0)
    if not book.NamedRanges.hasByName(edit["name"]):
        book.NamedRanges.addNewByName(edit["name"], "", CellAddress(), 0)
    book.NamedRanges.getByName(edit["name"]).setContent("$" + to.AbsoluteName.lstrip("$"))


EDITS = {
    "number": lambda book, edit: setattr(cell(book, edit), "Value", edit["value"]),
    "text": lambda book, edit: setattr(cell(book, edit), "String", edit["value"]),
    "formula": lambda book, edit: setattr(cell(book, edit), "Formula", edit["value"]),
    "clear": lambda book, edit: setattr(cell(book, edit), "Formula", ""),
    "note": note,
    "colour": lambda book, edit: setattr(cell(book, edit), "CellBackColor", edit["value"]),
    "bold": lambda book, edit: setattr(
        cell(book, edit), "CharWeight", 150.0 if edit["value"] else 100.0),
    "widen": widen,
    "move": move,
    "insert-rows": insert_rows,
    "delete-row": delete_row,
    "delete-name": lambda book, edit: book.NamedRanges.removeByName(edit["name"]),
    "point-name": point,
    "rename-sheet": lambda book, edit: book.Sheets.getByName(edit["sheet"]).setName(edit["value"]),
    "unprotect": lambda book, edit: book.Sheets.getByName(edit["sheet"]).unprotect(""),
}


def carry_out(office, job):
    """Opens, edits and saves one workbook."""
    book = office("com.sun.star.frame.Desktop").loadComponentFromURL(
        uno.systemPathToFileUrl(job["open"]), "_blank", 0, (prop("Hidden", True),))
    if book is None:
        raise SystemExit("soffice does not open " + job["open"])
    seen = {}
    try:
        for edit in job["edits"]:
            if edit["do"] == "delete-name":
                seen.update(places(book))
            if edit["do"] == "picture":
                picture(office, book, edit)
            else:
                EDITS[edit["do"]](book, edit)
        seen.update(places(book))
        kind = job["save"].rsplit(".", 1)[1]
        book.storeToURL(
            uno.systemPathToFileUrl(job["save"]), (prop("FilterName", FILTERS[kind]),))
    finally:
        book.close(True)
    return seen


def main():
    request = json.load(sys.stdin)
    process, office = connect(request["profile"])
    try:
        seen = [carry_out(office, job) for job in request["jobs"]]
        json.dump(seen, sys.stdout)
    finally:
        try:
            office("com.sun.star.frame.Desktop").terminate()
            process.wait(timeout=30)
        except Exception:
            process.kill()


main()
