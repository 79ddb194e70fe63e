public import Diagnostics

/// What can be wrong with a zip container.
public enum ZipError: Diagnosable {
  /// It is not a zip file, its directory is cut off or damaged, or the disk fails; `reason` says
  /// what is wrong.
  case notReadable(file: String, reason: String)
  /// A member is encrypted; `scheme` names how.
  case encrypted(file: String, member: String, scheme: String)
  /// A member is compressed by a method other than stored and deflate.
  case method(file: String, member: String, number: Int)
  /// A member's data cannot be inflated, or its length or checksum is not what the directory says.
  case damagedMember(file: String, member: String)
  /// A member that must be there is missing.
  case memberMissing(file: String, member: String)
  /// A limit is passed; see ``ZipLimits``.
  case limit(file: String, member: String?, limit: String, max: Int)
  /// Two members have one name.
  case duplicateMember(file: String, member: String)
  /// Two members share bytes of the file.
  case overlap(file: String, member: String)
  /// A member's own header says something else than the directory.
  case lyingHeader(file: String, member: String)
  /// The new container could not be written; `reason` says why.
  case notWritten(file: String, reason: String)

  /// What to tell the user: a stable code, the words, the place and the hint.
  public var diagnostic: Diagnostic {
    switch self {
    case .notReadable(let file, let reason):
      Diagnostic(
        Self.notReadableCode,
        Words(
          vi: "tệp bị cắt cụt, hỏng hoặc không phải tệp nén zip (\(reason))",
          en: "the file is cut off, damaged, or no zip container (\(reason))"),
        at: Origin(file: file),
        hint: Words(
          vi: "tải hoặc chép lại tệp gốc rồi thử lại", en: "fetch the original file again"))
    case .encrypted(let file, let member, let scheme):
      Diagnostic(
        "zip.encrypted",
        Words(
          vi: "tệp được đặt mật khẩu (\(scheme))",
          en: "the file is protected by a password (\(scheme))"),
        at: Origin(file: file, part: member),
        hint: Words(
          vi: "mở bằng LibreOffice, lưu lại không mật khẩu",
          en: "open it in LibreOffice and save it without a password"))
    case .method(let file, let member, let number):
      Diagnostic(
        "zip.method",
        Words(
          vi: "phần này nén theo cách số \(number), không hỗ trợ",
          en: "compressed by method \(number), which is not supported"),
        at: Origin(file: file, part: member),
        hint: Words(vi: "mở và lưu lại tệp", en: "open the file and save it again"))
    case .damagedMember(let file, let member):
      Diagnostic(
        "zip.damaged-member",
        Words(
          vi: "dữ liệu nén bị hỏng hoặc sai mã kiểm tra",
          en: "the compressed data is damaged or its checksum is wrong"),
        at: Origin(file: file, part: member),
        hint: Words(vi: "chép lại tệp gốc", en: "fetch the original file again"))
    case .memberMissing(let file, let member):
      Diagnostic(
        "zip.member-missing", Words(vi: "thiếu phần này", en: "this part is missing"),
        at: Origin(file: file, part: member))
    case .limit(let file, let member, let limit, let max):
      Diagnostic(
        "zip.limit",
        Words(vi: "vượt giới hạn \(limit) = \(max)", en: "over the limit \(limit) = \(max)"),
        at: Origin(file: file, part: member),
        hint: Self.harm)
    case .duplicateMember(let file, let member):
      Diagnostic(
        "zip.duplicate-member",
        Words(vi: "phần này có hai lần trong tệp", en: "this part is there twice"),
        at: Origin(file: file, part: member))
    case .overlap(let file, let member):
      Diagnostic(
        "zip.overlap",
        Words(
          vi: "các phần của tệp nén chồng lên nhau", en: "members of the container overlap"),
        at: Origin(file: file, part: member), hint: Self.harm)
    case .lyingHeader(let file, let member):
      Diagnostic(
        "zip.lying-header",
        Words(
          vi: "đầu của phần này khác với mục lục của tệp nén",
          en: "the member's header is not what the directory says"),
        at: Origin(file: file, part: member), hint: Self.harm)
    case .notWritten(let file, let reason):
      Diagnostic(
        "zip.not-written",
        Words(vi: "không ghi được tệp (\(reason))", en: "cannot be written (\(reason))"),
        at: Origin(file: file),
        hint: Words(
          vi: "kiểm tra quyền truy cập và chỗ trống trên đĩa",
          en: "check permissions and free space"))
    }
  }

  static let notReadableCode = "zip.not-readable"
  private static let harm = Words(
    vi: "tệp này có thể là tệp phá hoại", en: "this file may be made to do harm")
}
