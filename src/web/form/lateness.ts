import type { Register } from '../../ledger/register/register.ts'
import type { Values } from '../../ledger/value.ts'

const dayMs = 86_400_000

/**
 * Whether a record will be marked as entered late, by weekdays alone. Only the server knows the
 * holidays; the form merely offers the line for a reason, and a needless line does no harm.
 */
export function isLate(register: Register, values: Values, today: string): boolean {
  const on = values[register.date]
  if (register.lateAfter === null || typeof on !== 'string') return false
  const from = Date.parse(`${on}T00:00:00Z`)
  const to = Date.parse(`${today}T00:00:00Z`)
  if (Number.isNaN(from) || from >= to) return false
  const days = Math.round((to - from) / dayMs)
  const rest = Array.from({ length: days % 7 }, (_, nth) => new Date(to - nth * dayMs).getUTCDay())
  const weekdays = Math.floor(days / 7) * 5 + rest.filter((day) => day !== 0 && day !== 6).length
  return weekdays > register.lateAfter
}
