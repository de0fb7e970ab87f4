import { useRef, useState } from 'react'
import { ApiFailure, randomKey } from '../api-client/ask.ts'
import type { Draft, DraftPlace } from './drafts.ts'
import { dropDraft } from './drafts.ts'
import { useKeptDraft } from './use-kept-draft.ts'

/** What is typed into a form, on its way to be sent. */
export interface TypedDraft {
  readonly draft: Draft
  /** Takes over what was typed, from what stood there before. */
  type(next: (before: Draft) => Draft): void
  /**
   * Sends under the key of the draft, so that it is entered once however often it is sent; as
   * `another` under a new one. One at a time. Null: it was refused, or another is on its way.
   */
  sendOnce<Answer>(write: (key: string) => Promise<Answer>, as?: 'another'): Promise<Answer | null>
  restart(draft: Draft): void
}

/** Keeps what is typed on this device until it is sent. */
export function useTypedDraft(given: {
  start: Draft
  /** Where it is kept; null: nowhere. */
  place: DraftPlace | null
  /** False: what was kept there before is only dropped once it is sent. */
  isKept: boolean
}): TypedDraft {
  const { place, isKept } = given
  const [draft, setDraft] = useState<Draft>(given.start)
  const changed = useRef(false)
  const sending = useRef(false)
  useKeptDraft({ draft, place: place ?? nowhere, changed, isOn: isKept && place !== null })
  return {
    draft,
    type: (next) => {
      changed.current = true
      setDraft(next)
    },
    sendOnce: async (write, as) => {
      if (sending.current) return null
      sending.current = true
      try {
        // What was saved under the key stays; should this answer be lost too, the new one is known.
        const key = as === 'another' ? randomKey() : draft.key
        if (key !== draft.key) setDraft((before) => ({ ...before, key }))
        const answer = await write(key)
        changed.current = false
        if (place) dropDraft(place)
        return answer
      } catch (error) {
        if (error instanceof ApiFailure) return null
        throw error
      } finally {
        sending.current = false
      }
    },
    restart: (next) => {
      changed.current = false
      setDraft(next)
    },
  }
}

const nowhere: DraftPlace = { organisation: '', account: '', register: '' }
