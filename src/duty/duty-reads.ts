import type { FigureDefinition } from '../ledger/figure/figure.ts'
import type { RegisterRead } from '../ledger/figure/reads.ts'
import { readsOfFigure } from '../ledger/figure/reads.ts'
import type { ProvedBy } from './requirements/requirement-kind.ts'
import type { Requirement } from './requirements/requirement-kinds.ts'
import { requirementKindOf } from './requirements/requirement-kinds.ts'

/** What a duty reads of one register, by itself or through a figure. */
export interface ReadByDuty extends RegisterRead {
  /** The figure that it reads through. */
  readonly figure?: string
}

/**
 * All that a requirement is judged by, first the records by which it is kept; null where it names
 * a figure that is not known. What people state about duties, and who is who, is not among it:
 * every duty may be judged by that.
 */
export function readsOfDuty(
  require: Requirement,
  figures: ReadonlyMap<string, FigureDefinition>,
): readonly ReadByDuty[] | null {
  const reads: ReadByDuty[] = []
  for (const read of requirementKindOf(require).reads(require)) {
    if ('register' in read) reads.push(read)
    else {
      const figure = figures.get(read.figure)
      if (figure === undefined) return null
      const { fields, ...rest } = readsOfFigure(figure)
      const { since, fields: more = [] } = read
      reads.push({ ...rest, fields: [...fields, ...more], since, figure: figure.id })
    }
  }
  return reads
}

/** Whether its state follows from the records it reads, or rests on what stays with the keeper. */
export function provedBy(require: Requirement): ProvedBy {
  return requirementKindOf(require).provedBy
}
