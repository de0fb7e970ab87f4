import type { FreeStatement } from '../../../report/check/free-statements.ts'
import type { ReportDocument } from '../../../report/document.ts'

/** A sentence to be accepted by name, or one that was. */
export interface Acceptable {
  /** Index of its block; null for the title. */
  readonly block: number | null
  readonly sentence: string
  /** What it says, each once. */
  readonly words: readonly string[]
  /** The person who accepted it; null where nobody has. */
  readonly by: string | null
}

/** The sentences of free statements, each once and in order; a blank is filled, not accepted. */
export function acceptableIn(
  { stated = [] }: Pick<ReportDocument, 'stated'>,
  free: readonly FreeStatement[],
): readonly Acceptable[] {
  const found = new Map<string, Acceptable>()
  for (const { sentence, block, words, read } of free) {
    if (read?.state === 'blank') continue
    const known = found.get(sentence)
    const by = stated.find((one) => one.sentence === sentence)?.by ?? null
    const said = known?.words ?? []
    found.set(sentence, {
      block: known ? known.block : block,
      sentence,
      words: said.includes(words) ? said : [...said, words],
      by,
    })
  }
  return [...found.values()]
}
