import { useMemo, useState } from 'react'
import { useUnit } from '../components/use-unit.ts'
import { dropDraft, readDraft } from '../form/drafts.ts'
import type { Draft, DraftPlace } from '../form/drafts.ts'

/** What was typed into a new form before and not saved. */
export interface KeptDraft {
  readonly place: DraftPlace
  /** Null: there is none, or it was dropped. */
  readonly draft: Draft | null
  /** Another one for each form that is begun anew. */
  readonly fresh: number
  drop(): void
}

/** The draft kept under this name for whoever is signed in; none is looked for when not `wanted`. */
export function useKeptDraft(name: string, wanted = true): KeptDraft {
  const { session } = useUnit()
  const { account } = session
  const organisation = session.organisation.id
  const place = useMemo(
    () => ({ organisation, account, register: name }),
    [organisation, account, name],
  )
  const [draft, setDraft] = useState(() => (wanted ? readDraft(place) : null))
  const [fresh, setFresh] = useState(0)
  const drop = () => {
    dropDraft(place)
    setDraft(null)
    setFresh(fresh + 1)
  }
  return { place, draft, fresh, drop }
}
