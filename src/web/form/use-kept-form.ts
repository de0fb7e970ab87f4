import { useEffect, useMemo, useState } from 'react'
import { useUnit } from '../components/use-unit.ts'
import type { Draft, DraftPlace } from './drafts.ts'
import { dropDraft, readDraft } from './drafts.ts'

/** How a form begins: with what was typed into it before and not saved. */
export interface KeptForm {
  readonly place: DraftPlace
  /** Null: there is none, or it was dropped. */
  readonly draft: Draft | null
  /** Another one for each form that is begun anew. */
  readonly fresh: number
  drop(): void
  /** What it began with is saved, and the form goes on empty. */
  saved(): void
}

/**
 * The beginning of a form whose draft is kept under this name for whoever is signed in; none is
 * looked for when not `wanted`.
 */
export function useKeptForm(name: string, wanted = true): KeptForm {
  const { session } = useUnit()
  const { account } = session
  const organisation = session.organisation.id
  const place = useMemo(
    () => ({ organisation, account, register: name }),
    [organisation, account, name],
  )
  const [draft, setDraft] = useState(() => (wanted ? readDraft(place) : null))
  const [fresh, setFresh] = useState(0)
  // After the form that goes away has kept what it held.
  useEffect(() => {
    if (fresh > 0) dropDraft(place)
  }, [fresh, place])
  const drop = () => {
    setDraft(null)
    setFresh(fresh + 1)
  }
  return { place, draft, fresh, drop, saved: () => setDraft(null) }
}
