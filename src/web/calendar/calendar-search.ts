/** What the calendar shows; the address says the same. */
export interface CalendarSearch {
  /** `YYYY-MM`. */
  readonly month?: string | undefined
  readonly day?: string | undefined
  readonly view?: 'list' | undefined
  /** Only what I answer for. */
  readonly mine?: boolean | undefined
}

/** Reads it from an address; what it does not understand it leaves out. */
export function calendarSearch(raw: Record<string, unknown>): CalendarSearch {
  const { month, day } = raw
  return {
    month: typeof month === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? month : undefined,
    day: typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : undefined,
    view: raw['view'] === 'list' ? 'list' : undefined,
    mine: raw['mine'] === true ? true : undefined,
  }
}
