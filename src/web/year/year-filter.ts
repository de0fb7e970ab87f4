import type { Look } from '../duty/state-words.ts'
import { looksInOrder } from '../duty/state-words.ts'

/** What the page of the year shows of it; the address says the same. */
export interface YearFilter {
  readonly part?: string | undefined
  readonly office?: string | undefined
  readonly person?: string | undefined
  readonly state?: Look | undefined
  /** Size of the log at a checkpoint: the year as it stood then. */
  readonly at?: number | undefined
  /** The window that is opened beside the grid. */
  readonly duty?: string | undefined
  readonly period?: string | undefined
}

/** Reads the filter from an address; what it does not understand it leaves out. */
export function yearFilter(raw: Record<string, unknown>): YearFilter {
  const { state, at } = raw
  const size = Number(at)
  return {
    part: word(raw['part']),
    office: word(raw['office']),
    person: word(raw['person']),
    state: looksInOrder.find((one) => one === state),
    at: Number.isSafeInteger(size) && size > 0 ? size : undefined,
    duty: word(raw['duty']),
    period: word(raw['period']),
  }
}

function word(value: unknown): string | undefined {
  // The router reads `2025` as a number.
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' && value.length <= 64 ? value : undefined
}
