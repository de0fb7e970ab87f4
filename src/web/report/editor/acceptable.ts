import type { Place } from '../../../ledger/fault.ts'
import type { FreeStatement } from '../../../report/check/free-statements.ts'
import type { ReportDocument } from '../../../report/document.ts'

/** A sentence to be accepted by name, or one that was. */
export interface Acceptable {
  /** Where it stands first, and the index of that block; null outside the text. */
  readonly at: Place
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
  for (const { sentence, at, block, words, read } of free) {
    if (read?.state === 'blank') continue
    const known = found.get(sentence)
    const by = stated.find((one) => one.sentence === sentence)?.by ?? null
    const said = known?.words ?? []
    found.set(sentence, {
      at: known?.at ?? at,
      block: known ? known.block : block,
      sentence,
      words: said.includes(words) ? said : [...said, words],
      by,
    })
  }
  return [...found.values()]
}
