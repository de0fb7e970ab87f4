import type { Label } from '../../ledger/label.ts'

/** Something of a day: a meeting held or planned, a day on which a duty or a task is due. */
export interface CalendarItem {
  /** The same for as long as the thing is the same. */
  readonly id: string
  readonly kind: 'held' | 'planned' | 'due' | 'task'
  readonly on: string
  /** `HH:MM` in the organisation's zone, where the hour is known. */
  readonly time: string | null
  readonly title: Label
  /** What stands behind it: a record, or a window of a duty. */
  readonly register: string | null
  readonly record: string | null
  readonly duty: string | null
  readonly period: string | null
  /** Past its day and still open. */
  readonly late: boolean
  /** Whether the reader answers for it, by name or by office. */
  readonly mine: boolean
}
