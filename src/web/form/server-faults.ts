import type { ApiError } from '../../api/contract/api-error.ts'
import type { Fault } from '../../ledger/fault.ts'
import { byField } from './use-judged.ts'

/** What the server found and the page did not, at the fields it belongs to. */
export function serverFaults(problem: ApiError | null): ReadonlyMap<string, readonly Fault[]> {
  if (problem === null) return new Map()
  // The server has already chosen the language; both halves of the label are the same words.
  return byField(
    problem.faults.map(({ code, at, text, hint }) => ({
      code,
      at: at[0] === 'values' ? at.slice(1) : at,
      text: { zh: text, en: text },
      hint: { zh: hint, en: hint },
    })),
  )
}
