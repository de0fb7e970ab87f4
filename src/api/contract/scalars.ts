import { z } from 'zod'

/** A day of the calendar, `YYYY-MM-DD`. */
export const day = z.iso.date()

/** A moment, UTC with milliseconds. */
export const moment = z.iso.datetime({ precision: 3 })

/** A year that can be asked for: the one before and the one after are years of the ledger too. */
export const year = z.coerce.number().int().min(1949).max(2198)

/** `2025`, `2025-H1`, `2025-Q3`, `2025-07`. */
export const period = z.string().regex(/^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])))?$/)

/** An id in a path: what packs, the log and the accounts use, and nothing a path hides in. */
export const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/)
