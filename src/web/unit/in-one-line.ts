/** Words as they are pasted, in one line: without breaks, tabs and characters that nobody sees. */
export function inOneLine(words: string): string {
  return words.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '')
}
