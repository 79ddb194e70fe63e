/// How a number is shown.
///
/// The cases but ``custom(_:)`` show a decimal comma and a point between thousands, as in
/// Vietnamese, wherever the program that opens the workbook heeds a format's language.
public enum NumberFormat: Hashable, Sendable {
  /// As it comes.
  case general
  /// As text, whatever is typed.
  case text
  /// With decimals, and thousands grouped on request.
  case fixed(decimals: Int, grouped: Bool)
  /// Times a hundred with a percent sign.
  case percent(decimals: Int)
  /// Day, month and year, for example 03/08/2024.
  case date
  /// A format code, for example `#,##0.00 "đ";[Red]-0` or `yyyy-mm-dd hh:mm`.
  ///
  /// The code is written as XLSX stores it, whatever the format of the workbook: a full stop before
  /// decimals, a comma between thousands, English letters for dates; `[$-42A]` names a language.
  ///
  /// - Source: ECMA-376 part 1 §18.8.31 numFmts.
  case custom(String)
}
