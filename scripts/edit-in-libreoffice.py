#!/usr/bin/python3
"""Edits a filled form in a real LibreOffice, as a person would, and saves it in both formats.

usage: edit-in-libreoffice.py FORM OUT.ods OUT.xlsx PICTURE.png

Makes six edits: a value, a note, a colour, an inserted row with text, a wider column, a picture.
Needs python3-uno. LibreOffice is started once, without windows, on a profile of its own.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.awt import Point, Size
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

FILTERS = {".ods": "calc8", ".xlsx": "Calc MS Excel 2007 XML"}


def properties(**values):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


def url(path):
    return uno.systemPathToFileUrl(os.path.abspath(path))


def connect(pipe, process, seconds=60):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local)
    end = time.monotonic() + seconds
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if process.poll() is not None or time.monotonic() > end:
                raise
            time.sleep(0.1)


def named_cell(document, name):
    """The first cell of a named range."""
    block = document.NamedRanges.getByName(name).getReferredCells()
    return block.getCellByPosition(0, 0)


def edit(document, context, picture):
    sheet = document.Sheets.getByIndex(0)
    named_cell(document, "ct03_sau").Value = 0.5
    noted = named_cell(document, "ct04_minh_chung").CellAddress
    sheet.Annotations.insertNew(noted, "Xem lại")
    named_cell(document, "ct05_sau").CellBackColor = 0xFFFF00
    row = named_cell(document, "ct07_sau").CellAddress.Row
    sheet.Rows.insertByIndex(row, 1)
    sheet.getCellByPosition(1, row).String = "Dòng thêm tay"
    column = sheet.Columns.getByIndex(5)
    column.Width = int(column.Width * 1.4)
    provider = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.graphic.GraphicProvider", context)
    shape = document.createInstance("com.sun.star.drawing.GraphicObjectShape")
    shape.Graphic = provider.queryGraphic(properties(URL=url(picture)))
    shape.Size = Size(2000, 2000)
    sheet.DrawPage.add(shape)
    place = sheet.getCellRangeByName("B2")
    shape.Anchor = place
    shape.Position = Point(place.Position.X + 200, place.Position.Y + 100)


def main(form, ods, xlsx, picture):
    profile = tempfile.mkdtemp(prefix="bakhong-uno-")
    pipe = os.path.basename(profile)
    process = subprocess.Popen([
        "soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore",
        "--nologo", f"--accept=pipe,name={pipe};urp;"])
    try:
        context = connect(pipe, process)
        desktop = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context)
        document = desktop.loadComponentFromURL(
            url(form), "_blank", 0, properties(Hidden=True))
        edit(document, context, picture)
        for path in (ods, xlsx):
            name = FILTERS[os.path.splitext(path)[1]]
            document.storeToURL(url(path), properties(FilterName=name))
        document.close(True)
        try:
            desktop.terminate()
        except Exception:  # The bridge may be gone before the answer is.
            pass
        process.wait(30)
    finally:
        if process.poll() is None:
            process.kill()
        shutil.rmtree(profile, ignore_errors=True)


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
