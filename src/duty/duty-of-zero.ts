import type { FigureDefinition } from '../ledger/figure.ts'
import { readsOfFigure } from '../ledger/reads.ts'
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
  const found = [...given.duties.values()].find((duty) => answersFor(duty, figure, given))
  return found ?? null
}

function answersFor(
  { require }: Duty,
  figure: FigureDefinition,
  { figures }: { readonly figures: ReadonlyMap<string, FigureDefinition> },
): boolean {
  const word = askedWord(require)
  if (word === null) return false
  const { register, where } = readsOfFigure(figure)
  const reads = readsOfDuty(require, figures) ?? []
  const mine = reads.filter((read) => read.register === register)
  const covers = mine.some((read) => read.where === undefined || isSame(read.where, where))
  return covers || (mine.length > 0 && (word.basis ?? []).includes(figure.id))
}

function isSame(one: object, other: object | undefined): boolean {
  return other !== undefined && canonicalJson(one) === canonicalJson(other)
}
