import type { FigureDefinition } from '../ledger/figure/figure.ts'
import type { RegisterRead } from '../ledger/figure/reads.ts'
import { readsOfFigure } from '../ledger/figure/reads.ts'
import { canonicalJson } from '../log/canonical-json.ts'
import { askedWord } from './asked-of.ts'
import type { Duty } from './duty.ts'
import { readsOfDuty } from './duty-reads.ts'

/**
 * The duty by which somebody answers that there was nothing of what a figure counts: it asks for
 * somebody's word that nothing of the same records exists, or it shows the figure beside the
 * question. Null where nobody is asked.
 */
export function dutyOfZero(
  figure: FigureDefinition,
  given: {
    readonly duties: ReadonlyMap<string, Duty>
    readonly figures: ReadonlyMap<string, FigureDefinition>
  },
): Duty | null {
  const found = [...given.duties.values()].find(
    ({ require }) =>
      // Few duties ask for a word, and what one reads takes working out.
      askedWord(require) !== null &&
      answersForZero({ require, reads: readsOfDuty(require, given.figures) ?? [] }, figure),
  )
  return found ?? null
}

/** Whether whoever gives the word that a requirement asks for answers for a figure's zero. */
export function answersForZero(
  { require, reads }: Pick<Duty, 'require'> & { readonly reads: readonly RegisterRead[] },
  figure: FigureDefinition,
): boolean {
  const word = askedWord(require)
  if (word === null) return false
  const { register, where } = readsOfFigure(figure)
  const mine = reads.filter((read) => read.register === register)
  const covers = mine.some((read) => read.where === undefined || isSame(read.where, where))
  return covers || (mine.length > 0 && (word.basis ?? []).includes(figure.id))
}

function isSame(one: object, other: object | undefined): boolean {
  return other !== undefined && canonicalJson(one) === canonicalJson(other)
}
