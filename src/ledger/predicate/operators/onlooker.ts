/** Who is told what a predicate looks at in a record, or in a row of it. */
export interface Onlooker {
  /** The value of a field. */
  value(field: string): void
  /** Whether it is there, and how many values it has. */
  shape(field: string): void
  /** Of a number its value, of many values how many there are. */
  amount(field: string): void
  /** A literal, or `$field`: a field of the row, else of the record. */
  operand(operand: unknown): void
  /** As `operand`, where of a number its value is asked and of many values how many there are. */
  operandAmount(operand: unknown): void
  /** The rows of a field, for what is asked of each. */
  rows(field: string): Onlooker
  /** Records of a register that point here by a field of theirs. */
  answers(register: string, via: string): void
}
