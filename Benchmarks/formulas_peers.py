"""Measures engines from PyPI and LibreOffice on =A*B+C and on a chain, in CPU seconds.

usage: formulas_peers.py ROWS   (needs openpyxl, formulas, pycel; soffice for LibreOffice)
"""
import os, resource, subprocess, sys, tempfile, time

def cpu():
    own = resource.getrusage(resource.RUSAGE_SELF)
    kids = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + kids.ru_utime + kids.ru_stime

def workbook(path, rows, formulas=True):
    import openpyxl
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("S")
    for row in range(1, rows + 1):
        line = [row % 1000, row % 1000 + 1, row % 1000 + 2]
        sheet.append(line + ([f"=A{row}*B{row}+C{row}"] if formulas else [0]))
    book.save(path)

def timed(name, count, work):
    start = cpu()
    work()
    seconds = cpu() - start
    print(name, f"{seconds:.3f} s", f"{count / seconds:,.0f} formulas/s", sep="\t", flush=True)

def office(path, folder):
    subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
                    "--convert-to", "csv", "--outdir", folder, path], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

def main():
    rows = int(sys.argv[1])
    small = min(rows, 2000)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "small.xlsx")
        workbook(path, small)
        try:
            import pycel
            book = pycel.ExcelCompiler(filename=path)
            timed("pycel", small, lambda: [book.evaluate(f"S!D{row}") for row in range(1, small + 1)])
        except Exception as error:
            print("pycel", error)
        try:
            import formulas
            book = formulas.ExcelModel().loads(path).finish()
            timed("formulas", small, book.calculate)
        except Exception as error:
            print("formulas", error)
        # What LibreOffice takes for a file without stored values, less the same file with numbers.
        for name, has in (("plain", False), ("formulas", True)):
            path = os.path.join(folder, name + ".xlsx")
            workbook(path, rows, has)
            office(path, folder)
            timed("LibreOffice, " + name, rows, lambda: office(path, folder))

main()
