import { useEffect, useRef } from 'react'
import type { Draft, DraftPlace } from './drafts.ts'
import { keepDraft } from './drafts.ts'

const draftDelayMs = 400

/** Keeps what is typed on this device, a moment after it was. */
export function useKeptDraft(given: {
  draft: Draft
  place: DraftPlace
  changed: { readonly current: boolean }
  isOn: boolean
}) {
  const { draft, place, changed, isOn } = given
  useEffect(() => {
    if (!isOn || !changed.current) return
    const keep = () => {
      if (changed.current) keepDraft(place, draft)
    }
    const timer = setTimeout(keep, draftDelayMs)
    // The page goes away at once, on a phone also for its camera.
    const leaving = ['pagehide', 'visibilitychange'] as const
    for (const event of leaving) addEventListener(event, keep, true)
    return () => {
      clearTimeout(timer)
      for (const event of leaving) removeEventListener(event, keep, true)
    }
  }, [draft, place, changed, isOn])
  // The form is closed before that moment has passed.
  const newest = useRef(draft)
  useEffect(() => {
    newest.current = draft
  })
  useEffect(
    () => () => {
      if (isOn && changed.current) keepDraft(place, newest.current)
    },
    [place, changed, isOn],
  )
}
