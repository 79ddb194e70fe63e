internal import FuzzTargets
internal import Glibc

/// What libFuzzer calls first: writes the seeds and ends, where that is asked for.
@_cdecl("LLVMFuzzerInitialize")
public func initializeFuzzer(
  _ count: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>>>
) -> Int32 {
  guard FuzzTarget.chosen != nil else { fatalError("BAKHONG_FUZZ_TARGET names no target") }
  do {
    if try FuzzTarget.writeSeeds() { exit(0) }
  } catch {
    fatalError("\(error)")
  }
  return 0
}

/// What libFuzzer calls for each try.
@_cdecl("LLVMFuzzerTestOneInput")
public func tryOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  FuzzTarget.chosen?.run(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}
