/// Invented names of people, businesses and places, each with its spelling without diacritics.
struct SampleName {
  /// As the register and EVN write it.
  var text: String
  /// As banks write it: capitals without diacritics.
  var plain: String
}

/// The stock that names are made of.
enum SampleNames {
  /// The phố; the first is the pilot of the ward.
  static let phos = [
    "Đồng Lễ", "Tân Hải", "Bình Minh", "Phú Cường", "Sao Mai", "Hải Vân", "Thanh Bình",
    "Xuân Phương",
  ]

  /// The name of a person, one of a few thousand.
  static func person(_ random: inout SeededRandom) -> SampleName {
    let isWoman = random.chance(perMille: 450)
    let parts = [
      random.pick(families), random.pick(isWoman ? womenMiddle : menMiddle),
      random.pick(isWoman ? womenGiven : menGiven),
    ]
    return joined(parts)
  }

  /// The name of a business.
  static func business(_ random: inout SeededRandom) -> SampleName {
    joined([random.pick(businessKinds), random.pick(businessNames), random.pick(businessNumbers)])
  }

  private static func joined(_ parts: [(String, String)]) -> SampleName {
    SampleName(
      text: parts.map(\.0).joined(separator: " "), plain: parts.map(\.1).joined(separator: " "))
  }

  private static let families = [
    ("Nguyễn", "NGUYEN"), ("Trần", "TRAN"), ("Lê", "LE"), ("Phạm", "PHAM"), ("Hoàng", "HOANG"),
    ("Vũ", "VU"), ("Đặng", "DANG"), ("Bùi", "BUI"), ("Đỗ", "DO"), ("Lương", "LUONG"),
    ("Trịnh", "TRINH"), ("Mai", "MAI"), ("Cao", "CAO"), ("Lưu", "LUU"),
  ]
  private static let menMiddle = [
    ("Văn", "VAN"), ("Hữu", "HUU"), ("Đức", "DUC"), ("Đình", "DINH"), ("Bá", "BA"),
    ("Xuân", "XUAN"),
  ]
  private static let womenMiddle = [
    ("Thị", "THI"), ("Ngọc", "NGOC"), ("Thu", "THU"), ("Thị Minh", "THI MINH"),
  ]
  private static let menGiven = [
    ("Khải", "KHAI"), ("Tuấn", "TUAN"), ("Thắng", "THANG"), ("Bảo", "BAO"), ("Hùng", "HUNG"),
    ("Lâm", "LAM"), ("Phúc", "PHUC"), ("Trường", "TRUONG"), ("Vượng", "VUONG"), ("Quý", "QUY"),
    ("Tùng", "TUNG"), ("Đạt", "DAT"),
  ]
  private static let womenGiven = [
    ("Hạnh", "HANH"), ("Lan", "LAN"), ("Dung", "DUNG"), ("Hoà", "HOA"), ("Yến", "YEN"),
    ("Tuyết", "TUYET"), ("Loan", "LOAN"), ("Thuỷ", "THUY"), ("Bích", "BICH"), ("Oanh", "OANH"),
    ("Liên", "LIEN"), ("Trang", "TRANG"),
  ]
  private static let businessKinds = [
    ("Công ty TNHH", "CONG TY TNHH"), ("Hộ kinh doanh", "HO KINH DOANH"),
    ("Cửa hàng", "CUA HANG"), ("Hợp tác xã", "HOP TAC XA"),
  ]
  private static let businessNames = [
    ("Mây Hồng", "MAY HONG"), ("Sóng Biếc", "SONG BIEC"), ("Hải Âu Xanh", "HAI AU XANH"),
    ("Cánh Buồm", "CANH BUOM"), ("Gió Nam", "GIO NAM"), ("Lúa Vàng", "LUA VANG"),
    ("Trăng Rằm", "TRANG RAM"),
  ]
  private static let businessNumbers = [
    ("Một", "MOT"), ("Hai", "HAI"), ("Ba", "BA"), ("Bốn", "BON"), ("Năm", "NAM"),
    ("Sáu", "SAU"),
  ]
}
