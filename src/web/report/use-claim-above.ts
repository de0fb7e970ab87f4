import type { RefObject } from 'react'
import { useEffect, useRef } from 'react'

/** Pixels between a claim and what rises below it, and above it where it is long. */
const clearance = 16

/**
 * For a panel that on a phone lies over the text: the page is scrolled until it covers nothing of
 * the claim that it is about, also as it grows. Null: it lies over nothing.
 */
export function useClaimAbove(claim: string | null): RefObject<HTMLElement | null> {
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    const { current } = panel
    if (current === null || claim === null) return
    const grown = new ResizeObserver(() => bringAbove(current, claim))
    grown.observe(current)
    return () => grown.disconnect()
  }, [claim])
  return panel
}

function bringAbove(panel: HTMLElement, claim: string): void {
  const id = CSS.escape(claim)
  const text = document.querySelector(`#claim-${id}, .draft-text [data-claim="${id}"]`)
  if (text === null) return
  const [said, over] = [text.getBoundingClientRect(), panel.getBoundingClientRect()]
  if (over.left >= said.right || said.bottom <= over.top) return
  window.scrollBy(0, Math.min(said.bottom - over.top + clearance, said.top - clearance))
}
