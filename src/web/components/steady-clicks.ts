import { useEffect } from 'react'

/** What one click opens and the next one closes. */
const toggles = 'summary, button[aria-pressed]'

/**
 * The second click of a double click does nothing that the first one did not ask for: it closes
 * nothing that the first has just opened, and presses nothing that has come under the finger since,
 * as when a form moves to what is missing in it.
 */
export function useSteadyClicks(): void {
  useEffect(() => {
    let first: Element | null = null
    const onDown = (event: MouseEvent) => {
      if (!(event.target instanceof Element)) return
      if (event.detail < 2) first = event.target
      // A list opens, and a field takes the focus, before the click is whole.
      else if (isElsewhere(event.target, first)) hold(event)
    }
    const onClick = (event: MouseEvent) => {
      if (event.detail < 2 || !(event.target instanceof Element)) return
      const closes = event.target.closest(toggles) !== null
      if (closes || isElsewhere(event.target, first)) hold(event)
    }
    document.addEventListener('mousedown', onDown, true)
    document.addEventListener('click', onClick, true)
    return () => {
      document.removeEventListener('mousedown', onDown, true)
      document.removeEventListener('click', onClick, true)
    }
  }, [])
}

function isElsewhere(target: Element, first: Element | null): boolean {
  if (first === null || first.contains(target) || target.contains(first)) return false
  // A word is marked by two clicks, also in a text that is drawn again after the first.
  return target.closest(':read-write')?.contains(document.activeElement) !== true
}

function hold(event: MouseEvent): void {
  event.preventDefault()
  event.stopPropagation()
}
