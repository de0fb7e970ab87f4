/**
 * A text without the blank lines before and after it, and how much was cut off its head. Looks at
 * each end once: a pattern would try again at every one of a million newlines.
 */
export function withoutOuterBlankLines(text: string): {
  readonly text: string
  readonly cut: number
} {
  const firstWord = text.length - text.trimStart().length
  const cut = text.lastIndexOf('\n', firstWord - 1) + 1
  const head = firstWord === 0 ? 0 : cut
  const end = text.indexOf('\n', Math.max(head, text.trimEnd().length))
  return { text: text.slice(head, end === -1 ? text.length : end), cut: head }
}
