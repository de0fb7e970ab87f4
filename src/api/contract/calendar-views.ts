import type { CalendarItem } from '../../app/calendar/calendar-item.ts'
import type { MyFile } from '../../app/mine/my-file.ts'
import type { MyYear } from '../../app/mine/my-year.ts'

export type { CalendarItem, MyFile, MyYear }

/** GET /api/v1/calendar?from=&to= */
export interface CalendarView {
  readonly items: readonly CalendarItem[]
  /** Days of the span on which nobody works: weekends and holidays, make-up days left out. */
  readonly offDays: readonly string[]
}

/** GET /api/v1/calendar/feed: whether there is an address; what it is, nobody can say any more. */
export interface FeedView {
  readonly made: { readonly createdAt: string; readonly lastUsedAt: string | null } | null
}

/** POST /api/v1/calendar/feed: the address, shown this once. */
export interface FeedAnswer {
  /** Path on this server. */
  readonly path: string
}

/** GET /api/v1/checkpoints?year= : moments a year can be looked at again, oldest first. */
export interface CheckpointsView {
  readonly items: readonly { readonly size: number; readonly madeAt: string }[]
}
