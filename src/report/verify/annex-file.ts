import { annexTitle } from './annex.ts'
import type { GivenWords, NamedReport } from './apply-words.ts'
import { shownWords } from './compare-lines.ts'

const digestLine = /^报告摘要（SHA-256）：\s*(\S+)$/

/** The report that a file of 核验说明 names; null where the file is no such file. */
export function annexOfFile({
  sealedText,
  words,
}: {
  readonly sealedText: string | null
  readonly words: GivenWords | null
}): NamedReport | null {
  if (sealedText !== null || words === null) return null
  const lines = words.text.split('\n').map(shownWords).filter(Boolean)
  // A title that somebody broke into lines stands above it all the same.
  const at = lines.slice(0, 4).indexOf(annexTitle)
  if (at < 1) return null
  const digest = lines.map((line) => digestLine.exec(line)?.[1]).find((one) => one !== undefined)
  return { title: lines.slice(0, at).join(''), digest: digest ?? null }
}
