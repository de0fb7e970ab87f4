import type { FigureNumber } from '../../ledger/figure/figure.ts'
import { figureText } from '../../ledger/figure/figure-text.ts'
import { leastOf, numberOf } from './settle-claim.ts'

/** What stands where a number is not known: every reader of such reports knows it as a gap. */
export const blankMark = 'X'

/** What a claim rests on, and the least that its duty knows of everyone who owes it. */
export interface StatedFrom {
  readonly by: string
  readonly least?: number | undefined
}

/** The number that a claim states: of a claim about everyone, the least that anyone has. */
export function statedBy(figure: FigureNumber | null, { by, least }: StatedFrom): number | null {
  return by === 'everyone' ? (least ?? leastOf(figure)) : numberOf(figure)
}

/** The number of a figure as the running text of a report prints it; null where there is none. */
export function numberText(figure: FigureNumber | null, from: StatedFrom): string | null {
  const number = statedBy(figure, from)
  if (number === null || figure === null) return null
  if (figure.scale !== undefined && from.by !== 'everyone') return figureText(figure, 'zh')
  return typeof figure.value === 'object' ? `${number}%` : `${number}`
}
