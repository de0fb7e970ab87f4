import type { Command } from 'prosemirror-state'
import type { DraftView } from '../../../api/contract/draft.ts'
import type { FigureNumber } from '../../../ledger/figure/figure.ts'
import type { DraftTree } from '../../../report/draft/draft-tree.ts'
import { withLedgerNumber } from '../../../report/draft/ledger-number.ts'
import type { WordingOffer } from '../../../report/draft/wording-offers.ts'
import { withWording } from '../../../report/draft/wording-offers.ts'
import type { FigureWording } from '../../../report/propose/wording.ts'
import { bindCount, changeText } from './commands.ts'
import type { TypedCount } from './typed-counts.ts'

/** What the editor can do by itself about something that is found wanting in the text. */
export interface Fixes {
  /** The wording that the ledger asks for now; null: the template has no other. */
  offerOf(claim: string): WordingOffer | null
  take(offer: WordingOffer): void
  /** Somebody typed a number into the claim, where the ledger has one. */
  hasTypedNumber(claim: string): boolean
  putNumber(claim: string): void
  /** A typed count of a block that a figure most likely is. */
  countIn(block: string, words: readonly string[]): CountFix | null
  bind(fix: CountFix): void
}

/** A typed count, and the figure whose number would stand in its place. */
export interface CountFix {
  readonly count: TypedCount
  readonly figure: FigureWording
  readonly value: FigureNumber | null
}

/** Whether a count stands in words, and not as the end of a longer number. */
function saysWhole(words: string, count: string): boolean {
  const at = words.indexOf(count)
  return at >= 0 && !/[\d.]/.test(words[at - 1] ?? '')
}

/** What can be done in a draft that the caller may write; `run` runs it in the text. */
export function fixesOf(given: {
  readonly view: DraftView
  readonly tree: DraftTree
  readonly counts: readonly TypedCount[]
  readonly figures: ReadonlyMap<string, FigureNumber>
  readonly run: (command: Command) => void
}): Fixes {
  const { view, tree, counts, figures, run } = given
  return {
    offerOf: (claim) => view.offers.find((one) => one.claim === claim) ?? null,
    take: (offer) => run(changeText((text) => withWording(text, offer))),
    hasTypedNumber: (claim) => withLedgerNumber(tree, claim) !== null,
    putNumber: (claim) => run(changeText((text) => withLedgerNumber(text, claim) ?? text)),
    countIn: (block, words) => {
      // 12次 says 12次 and not 2次: the longest that is said whole.
      const [count] = counts
        .filter((one) => one.block === block && words.some((said) => saysWhole(said, one.text)))
        .toSorted((one, other) => other.text.length - one.text.length)
      const figure = view.wordings.find(({ figureId }) => figureId === count?.proposal)
      if (count === undefined || figure === undefined) return null
      return { count, figure, value: figures.get(figure.figureId) ?? null }
    },
    bind: ({ count, figure }) => run(bindCount(count, figure.figureId)),
  }
}
