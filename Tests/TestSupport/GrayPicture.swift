// Pictures of printed pages, held against those that somebody looked at.

internal import CPNG

/// A picture of grey dots.
public struct GrayPicture: Hashable, Sendable {
  /// Dots in a row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// The dots from the upper left, row by row, 0 black, 255 white.
  public let dots: [UInt8]

  /// Reads a PNG; colours become grey.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``ToolError`` where it is no PNG.
  public init(path: String) throws {
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    guard unsafe png_image_begin_read_from_file(&image, path) != 0 else {
      throw ToolError("\(path) is no PNG")
    }
    image.format = 0
    width = Int(image.width)
    height = Int(image.height)
    var dots = [UInt8](repeating: 255, count: width * height)
    guard unsafe png_image_finish_read(&image, nil, &dots, 0, nil) != 0 else {
      throw ToolError("\(path) cannot be read as a PNG")
    }
    self.dots = dots
  }

  /// The share of squares of so many dots whose mean greys differ by more than `greys`.
  ///
  /// Squares forgive what differs in the last dot of a letter, and see a line that moved, a text
  /// that was cut off, a border that is gone. Pictures of different sizes differ in all of them.
  public func difference(_ other: GrayPicture, square: Int = 8, greys: Int = 24) -> Double {
    guard (width, height) == (other.width, other.height) else { return 1 }
    let (ours, theirs) = (means(square), other.means(square))
    let different = zip(ours, theirs).count { abs($0 - $1) > greys }
    return Double(different) / Double(max(ours.count, 1))
  }

  private func means(_ square: Int) -> [Int] {
    var means: [Int] = []
    for top in stride(from: 0, to: height, by: square) {
      for left in stride(from: 0, to: width, by: square) {
        var (sum, count) = (0, 0)
        for row in top..<min(top + square, height) {
          for column in left..<min(left + square, width) {
            sum += Int(dots[row * width + column])
            count += 1
          }
        }
        means.append(sum / count)
      }
    }
    return means
  }
}
