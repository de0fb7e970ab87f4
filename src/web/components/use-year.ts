import { useSearch } from '@tanstack/react-router'
import type { SessionView } from '../../api/contract/account.ts'
import { useUnit } from './use-unit.ts'

/** The year a page opens on: the running one; of a demo the one it tells of. The server knows. */
export function openingYear(session: SessionView): number {
  return session.openingYear
}

/** The year the page speaks of, and the running one. */
export function useYear(): { readonly year: number; readonly thisYear: number } {
  const { session } = useUnit()
  const { year } = useSearch({ from: '/inside' })
  return { year: year ?? openingYear(session), thisYear: Number(session.today.slice(0, 4)) }
}
