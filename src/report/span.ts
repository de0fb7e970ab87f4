/** A stretch of a text, in UTF-16 units; `end` is the place behind it. */
export interface Span {
  readonly start: number
  readonly end: number
}
