import { useSearch } from '@tanstack/react-router'
import type { SessionView } from '../../api/contract/views.ts'
import { useUnit } from '../parts/use-unit.ts'

/** The year the demo unit tells of, whenever it is opened. */
export const demoYear = 2025

/** The year a page opens on: the running one by the organisation's calendar, or the demo's. */
export function openingYear({ organisation, today }: SessionView): number {
  return organisation.kind === 'demo' ? demoYear : Number(today.slice(0, 4))
}

/** The year the page speaks of, and the running one. */
export function useYear(): { readonly year: number; readonly thisYear: number } {
  const { session } = useUnit()
  const { year } = useSearch({ from: '/inside' })
  return { year: year ?? openingYear(session), thisYear: Number(session.today.slice(0, 4)) }
}
