import type { Duty } from '../../duty/duty.ts'
import type { Label } from '../../ledger/label.ts'
import type { YearBook } from './year-book.ts'

/** A duty that no source asks for, or that is set otherwise than its source sets it. */
export interface SelfImposed {
  readonly duty: string
  readonly label: Label
  readonly why: 'own-rule' | 'other-cadence'
  /** What is asked here. */
  readonly requirement: Label
  /** What the source asks; null where there is none. */
  readonly source: Label | null
}

/** What the unit laid on itself: its leaders see the load that they could take off again. */
export function selfImposed(book: YearBook): readonly SelfImposed[] {
  return [...book.pack.duties.values()].flatMap((duty) => laid(duty, book))
}

function laid(duty: Duty, book: YearBook): readonly SelfImposed[] {
  const { id, label, source } = duty
  const of = { duty: id, label, requirement: book.requirement(duty) }
  if (source.tier === 'own') return [{ ...of, why: 'own-rule', source: null }]
  if (source.cadence === undefined) return []
  return [{ ...of, why: 'other-cadence', source: source.cadence }]
}
