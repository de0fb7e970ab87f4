import { useSearch } from '@tanstack/react-router'
import { useUnit } from '../parts/use-unit.ts'

/** The year the page speaks of, and the running one by the organisation's calendar. */
export function useYear(): { readonly year: number; readonly thisYear: number } {
  const { session } = useUnit()
  const { year } = useSearch({ from: '/inside' })
  const thisYear = Number(session.today.slice(0, 4))
  return { year: year ?? thisYear, thisYear }
}
