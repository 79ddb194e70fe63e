// How fast formulas are read and computed; `formulas_peers.py` measures others on the same file.

import Formulas
import Glibc

/// CPU seconds of a piece of work, and how many of its kind a second.
func measure(_ name: String, _ count: Int, _ work: () throws -> Void) rethrows {
  let start = clock()
  try work()
  let seconds = Double(clock() - start) / 1e6
  print(name, "\(seconds) s", "\(Double(count) / seconds / 1e6) M/s", separator: "\t")
}

func place(_ row: Int, _ column: Int) -> CellPlace {
  CellPlace(sheet: 0, cell: GridCell(row: row, column: column))
}

/// A sheet of three columns of numbers.
func numbers(_ rows: Int) -> Calculator {
  let book = Calculator(sheets: ["S"])
  for row in 0..<rows {
    for column in 0..<3 {
      book.setValue(.number(Double(row % 1000 + column)), at: place(row, column))
    }
  }
  return book
}

let count = 1_000_000
let texts = (1...count).map { "A\($0)*B\($0)+C\($0)" }
var nodes = 0
try measure("parse A1*B1+C1", count) {
  for text in texts { nodes += try Formula(text, .ooxml).nodes.count }
}
let longer = (1...200_000).map {
  "IF(Sheet1!A\($0)>10,ROUND(B\($0)*1.1,2),SUM($C$1:C\($0)))&\"x\""
}
try measure("parse IF(…)&x", longer.count) {
  for text in longer { nodes += try Formula(text, .ooxml).nodes.count }
}
print("nodes", nodes)

let book = numbers(count)
try measure("read and compile 1M formulas", count) {
  for row in 0..<count {
    let cell = place(row, 3)
    book.setFormula(try Formula(texts[row], .ooxml, at: cell.cell), at: cell)
  }
}
measure("compute 1M formulas", count) { book.recalculate() }
print(book.value(at: place(count - 1, 3)))
measure("first change: index and recompute", 1) {
  book.setValue(.number(5), at: place(count / 2, 0))
  book.recalculate()
}
measure("next change", 1) {
  book.setValue(.number(6), at: place(count / 2, 0))
  book.recalculate()
}

for isBackwards in [false, true] {
  let chain = Calculator(sheets: ["S"])
  let length = 100_000
  for row in 0..<length {
    let cell = place(isBackwards ? row : row + 1, 0)
    let other = isBackwards ? row + 2 : row + 1
    chain.setFormula(try Formula("A\(other)+1", .ooxml, at: cell.cell), at: cell)
  }
  chain.setValue(.number(1), at: place(isBackwards ? length : 0, 0))
  measure("chain of 100k, \(isBackwards ? "last" : "first") cell first", length) {
    chain.recalculate()
  }
  print(chain.value(at: place(isBackwards ? 0 : length, 0)))
}
