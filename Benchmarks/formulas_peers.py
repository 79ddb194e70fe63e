"""Writes workbooks of =A*B+C and of a chain, and measures engines from PyPI, in CPU seconds.

usage: formulas_peers.py FOLDER ROWS   (needs openpyxl; formulas and pycel for the engines)
"""
import os, sys, time

import openpyxl

def write(path, rows, formula):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("S")
    for row in range(1, rows + 1):
        sheet.append([row % 1000, row % 1000 + 1, row % 1000 + 2, formula(row)])
    book.save(path)

def product(row):
    return f"=A{row}*B{row}+C{row}"

def chain(row):
    return "=1" if row == 1 else f"=D{row - 1}+1"

def timed(name, count, work):
    start = time.process_time()
    work()
    seconds = time.process_time() - start
    print(name, f"{seconds:.3f} s", f"{count / seconds:,.0f} formulas/s", sep="\t", flush=True)

def pycel(path, rows):
    import pycel
    book = pycel.ExcelCompiler(filename=path)
    timed(f"pycel {pycel.__version__}, {rows} × =A*B+C", rows,
          lambda: [book.evaluate(f"S!D{row}") for row in range(1, rows + 1)])

def formulas(path, rows):
    import formulas
    book = formulas.ExcelModel().loads(path).finish()
    timed(f"formulas {formulas.__version__}, {rows} × =A*B+C", rows, book.calculate)

def main():
    folder, rows = sys.argv[1], int(sys.argv[2])
    write(os.path.join(folder, "products.xlsx"), rows, product)
    write(os.path.join(folder, "chain.xlsx"), rows, chain)
    # The engines would take hours for all of it.
    few = min(rows, 2000)
    small = os.path.join(folder, "small.xlsx")
    write(small, few, product)
    for engine in pycel, formulas:
        try:
            engine(small, few)
        except ImportError as error:
            print(f"no peer: {error} (pip install it into a venv, and name its python)")

main()
