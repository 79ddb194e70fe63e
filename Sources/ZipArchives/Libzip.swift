internal import CLibZip

/// An open container in libzip's hands: the only place that calls it.
@safe
struct Libzip {
  /// zlib's usual level; libzip's own choice, 9, takes twice the time for a few bytes.
  private static let zlibLevel: UInt32 = 6

  private let handle: OpaquePointer
  private let path: String

  /// How to open a container.
  enum Mode {
    case edit, create

    fileprivate var flags: Int32 {
      switch self {
      case .edit: 0
      case .create: ZIP_CREATE | ZIP_EXCL
      }
    }
  }

  init(_ path: String, _ mode: Mode) throws(ZipError) {
    var code: Int32 = 0
    guard let handle = unsafe zip_open(path, mode.flags, &code) else {
      throw .notWritten(file: path, reason: Self.words(code))
    }
    unsafe self.handle = handle
    self.path = path
  }

  /// Adds a member with the first time that the format knows, 1980-01-01 (APPNOTE.TXT 4.4.6).
  func add(_ name: String, _ bytes: [UInt8], isStored: Bool) throws(ZipError) {
    let source = try unsafe source(bytes)
    let index = unsafe zip_file_add(handle, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
    guard index >= 0 else {
      unsafe zip_source_free(source)
      throw notWritten
    }
    let method = isStored ? ZIP_CM_STORE : ZIP_CM_DEFLATE
    let isSet = unsafe zip_set_file_compression(handle, UInt64(index), method, Self.zlibLevel)
    guard isSet == 0,
      unsafe zip_file_set_dostime(handle, UInt64(index), 0, 0x21, 0) == 0
    else { throw notWritten }
  }

  /// Whether a member of this name is there.
  func has(_ name: String) -> Bool { unsafe zip_name_locate(handle, name, 0) >= 0 }

  /// Takes a member out, where it is there.
  func remove(_ name: String) throws(ZipError) {
    let index = unsafe zip_name_locate(handle, name, 0)
    guard index >= 0 else { return }
    guard unsafe zip_delete(handle, UInt64(index)) == 0 else { throw notWritten }
  }

  /// Gives a member other content; its name, place, method and time stay.
  func replace(_ name: String, _ bytes: [UInt8]) throws(ZipError) {
    var status = unsafe zip_stat_t()
    guard unsafe zip_stat(handle, name, 0, &status) == 0 else {
      throw .memberMissing(file: path, member: name)
    }
    let (index, time) = unsafe (status.index, status.mtime)
    let source = try unsafe source(bytes)
    guard unsafe zip_file_replace(handle, index, source, 0) == 0 else {
      unsafe zip_source_free(source)
      throw notWritten
    }
    let method = unsafe Int32(status.comp_method)
    guard unsafe zip_set_file_compression(handle, index, method, Self.zlibLevel) == 0,
      unsafe zip_file_set_mtime(handle, index, time, 0) == 0
    else { throw notWritten }
  }

  /// Writes what was added and replaced, and lets go.
  func close() throws(ZipError) {
    guard unsafe zip_close(handle) == 0 else {
      let error = notWritten
      discard()
      throw error
    }
  }

  /// Lets go without writing.
  func discard() {
    unsafe zip_discard(handle)
  }

  private var notWritten: ZipError {
    .notWritten(file: path, reason: unsafe String(cString: zip_strerror(handle)))
  }

  /// A copy of `bytes` that libzip frees by itself.
  private func source(_ bytes: [UInt8]) throws(ZipError) -> OpaquePointer {
    let copy = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(bytes.count, 1), alignment: 1)
    unsafe copy.copyBytes(from: bytes)
    guard let source = unsafe zip_source_buffer(handle, copy.baseAddress, UInt64(bytes.count), 1)
    else {
      unsafe copy.deallocate()
      throw notWritten
    }
    return unsafe source
  }

  private static func words(_ code: Int32) -> String {
    var error = unsafe zip_error_t()
    unsafe zip_error_init_with_code(&error, code)
    defer { unsafe zip_error_fini(&error) }
    return unsafe String(cString: zip_error_strerror(&error))
  }
}
