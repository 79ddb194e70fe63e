// Times the reading of text and of EVN's lists. `importing.sh` runs it beside polars.
//
// Usage: import-bench csv FILE | evn FILE LAYOUTS | detect FILE LAYOUTS

import CSVFiles
import Glibc
import Importing
import Sheets

/// CPU seconds of this process so far, user and system.
func cpuSeconds() -> Double {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  let parts = [usage.ru_utime, usage.ru_stime]
  return parts.reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
}

/// The most memory this process ever held, in MiB.
func peakMiB() -> Int {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return usage.ru_maxrss / 1024
}

func report(_ count: Int, _ what: String, since start: Double) {
  let seconds = cpuSeconds() - start
  print("\(count) \(what), cpu \(seconds) s, peak \(peakMiB()) MiB")
}

func importer(_ layouts: String) throws -> Importer {
  Importer(
    layouts: try LayoutCatalog.load(folder: layouts),
    channels: try ChannelTable.load(path: layouts + "/channels.yaml"))
}

let arguments = CommandLine.arguments
switch (arguments.dropFirst().first, arguments.count) {
case ("csv", 3):
  let start = cpuSeconds()
  var rows = 0
  var numbers = 0
  try CSVTypedReader(CSVReader(path: arguments[2])).readRows { values in
    rows += 1
    for value in values { if case .number(_) = value { numbers += 1 } }
    return true
  }
  report(rows, "rows with \(numbers) numbers", since: start)
case ("evn", 4):
  let importer = try importer(arguments[3])
  let start = cpuSeconds()
  let file = try importer.read(SourceBytes(path: arguments[2]), options: ImportOptions()) { _ in }
  report(file.recordCount, "records, \(file.rejected.count) set aside", since: start)
case ("detect", 4):
  let importer = try importer(arguments[3])
  let start = cpuSeconds()
  let layouts = try importer.detect(arguments[2])
  report(layouts.count, "layouts, first \(layouts.first?.layout ?? "none")", since: start)
default:
  print("usage: import-bench csv FILE | evn FILE LAYOUTS | detect FILE LAYOUTS")
  exit(64)
}
