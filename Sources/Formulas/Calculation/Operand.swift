/// What lies on the stack while a program runs.
enum Operand {
  case missing
  case value(FormulaValue)
  case area(RangeArea)
  case areas([RangeArea])
}
