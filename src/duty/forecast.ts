import { diffDays } from '../ledger/day/day.ts'
import type { DateSpan } from '../ledger/value.ts'

/** A window counts as nearly over when less than this part of it is left. */
export const nearlyOverShare = 1 / 4

/** A pace seen over less than this part of a window foretells nothing. */
export const paceKnownShare = 1 / 4

/** Days before a fixed date from which a duty not yet done is at risk. */
export const deadlineNearDays = 14

/** How far a window has run, today included: 0 before it, 1 from its last day on. */
export function elapsedShare({ from, to }: DateSpan, today: string): number {
  if (today < from) return 0
  if (today >= to) return 1
  return (diffDays({ from, to: today }) + 1) / (diffDays({ from, to }) + 1)
}

/** What the count will be at the window's end if it goes on as it did: whole, rounded down. */
export function forecastOf(done: number, elapsed: number): number {
  return elapsed <= 0 ? 0 : Math.floor(done / elapsed + 1e-9)
}

/**
 * Whether a quota is in danger: less is done than an even pace would have brought by now, or the
 * window is nearly over and something is still missing.
 */
export function fallsShort({
  done,
  owed,
  elapsed,
}: {
  done: number
  owed: number
  elapsed: number
}): boolean {
  if (done >= owed) return false
  const dueByNow = Math.floor(owed * elapsed + 1e-9)
  return done < dueByNow || 1 - elapsed < nearlyOverShare
}
