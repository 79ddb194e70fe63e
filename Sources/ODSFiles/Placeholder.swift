public import Sheets
public struct ODSReader: WorkbookReader { public init(path: String) throws {throw CancellationError()}
 public var sheets: [SheetInfo] {[]}
 public var namedRanges: [NamedRange] {[]}
 public func readRows(ofSheet sheet: Int, _ body: (SheetRow) throws -> Bool) throws {} }
public struct ODSEditor: WorkbookEditor { public init(path: String) throws {throw CancellationError()}
 public var sheets: [SheetInfo] {[]}
 public var namedRanges: [NamedRange] {[]}
 public mutating func set(_ value: CellValue, at cell: SheetCellAddress) throws {}
 public mutating func replaceRows(_ prototypes: ClosedRange<Int>, ofSheet sheet: String, with rows: [RowCopy]) throws {}
 public func write(toNewFile path: String) throws {} }
public struct ODSWriter: WorkbookWriter, ~Copyable { public init(_ d: WorkbookDraft, toNewFile path: String) throws {throw CancellationError()}
 public mutating func append(_ row: RowDraft) throws {}
 public mutating func endSheet() throws {}
 public consuming func finish() throws {} }
