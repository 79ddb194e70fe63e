#!/usr/bin/env python3
"""Generates the workbooks that reading and writing are measured on, with the standard library only.

usage: workbook_data.py FOLDER [ROWS ...]

For each number of rows (default 10000 100000 1000000) an EVN bill list of 12 columns:
  bills-N-shared.xlsx   text as shared strings, as Excel and LibreOffice save it
  bills-N-inline.xlsx   text in its cells, as many exporters write it
  bills-N.ods           as LibreOffice 7.4 pads it: every row filled up to 16 384 columns,
                        the sheet to 1 048 576 rows
  bills-N.csv           the same values
and doubles.xlsx, doubles.ods: 100 000 x 20 random doubles with 17 digits.

The ODS imitates the XML that LibreOffice saves (compared by eye with a saved list); a file that
is there already stays.
"""
import os
import random
import sys
import zipfile

COLUMNS = ["MA_KHANG", "TEN_KHANG", "DCHI_KHANG", "LOAI_KHANG", "KY", "THANG", "NAM",
           "DIEN_TTHU", "TONG_TIEN", "ID_HDON", "NGAY_TTOAN", "KENH_THANH_TOAN"]
KINDS = "sssssnnnnsds"
FAMILY = "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý".split()
MIDDLE = "Văn Thị Hữu Đức Minh Ngọc Thanh Quang Xuân Thu".split()
GIVEN = "An Bình Chi Dũng Em Giang Hà Hùng Khánh Lan Mai Nam Oanh Phúc Quý Sơn Tâm Uyên Việt Yến".split()
CHANNEL = ["Trích nợ tự động", "Internet Banking", "Mobile Banking", "Ví điện tử", "QR Code",
           "Tiền mặt tại quầy điện lực", "Thu ngân viên"]


def bills(rows):
    random.seed(20240803)
    pick, whole = random.choice, random.randrange
    for i in range(rows):
        day = whole(1, 29)
        yield (f"PA05DH{i:07d}", f"{pick(FAMILY)} {pick(MIDDLE)} {pick(GIVEN)}",
               f"Số {whole(1, 400)} phố {pick(GIVEN)} {whole(1, 30)}", pick(("SH", "SH", "KD")), "1",
               whole(1, 13), 2024, whole(10, 900), whole(20_000, 3_000_000),
               f"HD{whole(10**9, 10**10)}", (45505 + day, f"2024-08-{day + 1:02d}", f"{day + 1:02d}/08/2024"),
               pick(CHANNEL))


def letters():
    return [chr(65 + i) for i in range(26)]


XLSX_PARTS = {
    "[Content_Types].xml": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>%s</Types>',
    "_rels/.rels": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="HOADON" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>%s</Relationships>',
    "xl/styles.xml": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>',
}


def write_xlsx(path, kinds, header, rows, shared):
    strings = {}

    def text(value):
        return strings.setdefault(value, len(strings))

    names = letters()
    with zipfile.ZipFile(path + ".tmp", "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as out:
            out.write(b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
            piece = []
            for r, row in enumerate(chain(header, rows), 1):
                piece.append(f'<row r="{r}" spans="1:{len(row)}">')
                for c, value in enumerate(row):
                    kind = "s" if r == 1 else kinds[c]
                    if kind == "s":
                        if shared:
                            piece.append(f'<c r="{names[c]}{r}" s="0" t="s"><v>{text(value)}</v></c>')
                        else:
                            piece.append(f'<c r="{names[c]}{r}" s="0" t="inlineStr"><is><t>{value}</t></is></c>')
                    elif kind == "d":
                        piece.append(f'<c r="{names[c]}{r}" s="1"><v>{value[0]}</v></c>')
                    else:
                        piece.append(f'<c r="{names[c]}{r}" s="2"><v>{value!r}</v></c>')
                piece.append("</row>")
                if r % 2000 == 0:
                    out.write("".join(piece).encode())
                    piece.clear()
            out.write(("".join(piece) + "</sheetData></worksheet>").encode())
        part = relation = ""
        if shared:
            part = '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
            relation = '<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>'
            with archive.open("xl/sharedStrings.xml", "w") as out:
                out.write(b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">')
                piece = []
                for value in strings:
                    piece.append(f"<si><t xml:space=\"preserve\">{value}</t></si>")
                    if len(piece) == 10000:
                        out.write("".join(piece).encode())
                        piece.clear()
                out.write(("".join(piece) + "</sst>").encode())
        for name, content in XLSX_PARTS.items():
            filler = part if name.startswith("[") else relation
            archive.writestr(name, content % filler if "%s" in content else content)
    os.rename(path + ".tmp", path)


def chain(header, rows):
    yield header
    yield from rows


ODS_NAMES = ["office urn:oasis:names:tc:opendocument:xmlns:office:1.0", "ooo http://openoffice.org/2004/office", "fo urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0", "xlink http://www.w3.org/1999/xlink", "dc http://purl.org/dc/elements/1.1/", "meta urn:oasis:names:tc:opendocument:xmlns:meta:1.0", "style urn:oasis:names:tc:opendocument:xmlns:style:1.0", "text urn:oasis:names:tc:opendocument:xmlns:text:1.0", "draw urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "table urn:oasis:names:tc:opendocument:xmlns:table:1.0", "number urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0", "of urn:oasis:names:tc:opendocument:xmlns:of:1.2", "calcext urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0", "loext urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"]


def write_ods(path, kinds, header, rows):
    spaces = "".join(' xmlns:%s="%s"' % tuple(n.split(" ", 1)) for n in ODS_NAMES)
    width, count = len(header), 0
    pad = f'<table:table-cell table:number-columns-repeated="{16384 - width}"/></table:table-row>'
    string = '<table:table-cell office:value-type="string" calcext:value-type="string"><text:p>%s</text:p></table:table-cell>'
    number = '<table:table-cell table:style-name="ce2" office:value-type="float" office:value="%r" calcext:value-type="float"><text:p>%r</text:p></table:table-cell>'
    date = '<table:table-cell table:style-name="ce1" office:value-type="date" office:date-value="%s" calcext:value-type="date"><text:p>%s</text:p></table:table-cell>'
    with zipfile.ZipFile(path + ".tmp", "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        with archive.open("content.xml", "w", force_zip64=True) as out:
            out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content{spaces} office:version="1.3"><office:automatic-styles><style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style></office:automatic-styles><office:body><office:spreadsheet><table:table table:name="HOADON" table:style-name="ta1"><table:table-column table:style-name="co1" table:number-columns-repeated="16384" table:default-cell-style-name="Default"/>'.encode())
            piece = []
            for row in chain(header, rows):
                count += 1
                piece.append('<table:table-row table:style-name="ro1">')
                for c, value in enumerate(row):
                    kind = "s" if count == 1 else kinds[c]
                    piece.append(string % value if kind == "s" else number % (value, value) if kind == "n" else date % value[1:])
                piece.append(pad)
                if count % 2000 == 0:
                    out.write("".join(piece).encode())
                    piece.clear()
            if count < 1048576:
                piece.append(f'<table:table-row table:style-name="ro1" table:number-rows-repeated="{1048576 - count}"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>')
            piece.append("</table:table><table:named-expressions/></office:spreadsheet></office:body></office:document-content>")
            out.write("".join(piece).encode())
        archive.writestr("META-INF/manifest.xml", '<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>')
    os.rename(path + ".tmp", path)


def write_csv(path, header, rows):
    with open(path + ".tmp", "w", encoding="utf-8", newline="") as out:
        for row in chain(header, rows):
            out.write(",".join(v[1] if isinstance(v, tuple) else str(v) for v in row) + "\n")
    os.rename(path + ".tmp", path)


def doubles(rows, columns=20):
    random.seed(17)
    for _ in range(rows):
        yield [random.random() * 10 ** random.randrange(-3, 9) for _ in range(columns)]


def main():
    folder, counts = sys.argv[1], [int(n) for n in sys.argv[2:]] or [10_000, 100_000, 1_000_000]
    os.makedirs(folder, exist_ok=True)

    def missing(name):
        path = os.path.join(folder, name)
        return None if os.path.exists(path) else path

    for count in counts:
        if path := missing(f"bills-{count}-shared.xlsx"):
            write_xlsx(path, KINDS, COLUMNS, bills(count), True)
        if path := missing(f"bills-{count}-inline.xlsx"):
            write_xlsx(path, KINDS, COLUMNS, bills(count), False)
        if path := missing(f"bills-{count}.ods"):
            write_ods(path, KINDS, COLUMNS, bills(count))
        if path := missing(f"bills-{count}.csv"):
            write_csv(path, COLUMNS, bills(count))
    header = [f"x{i}" for i in range(20)]
    if path := missing("doubles.xlsx"):
        write_xlsx(path, "n" * 20, header, doubles(100_000), False)
    if path := missing("doubles.ods"):
        write_ods(path, "n" * 20, header, doubles(100_000))


if __name__ == "__main__":
    main()
