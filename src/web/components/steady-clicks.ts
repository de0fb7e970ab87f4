import { useEffect } from 'react'

/** What one click opens and the next one closes. */
const toggles = 'summary, button[aria-pressed]'

/** The second click of a double click closes nothing that the first one has just opened. */
export function useSteadyClicks(): void {
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      if (event.detail < 2 || !(event.target instanceof Element)) return
      if (event.target.closest(toggles) === null) return
      event.preventDefault()
      event.stopPropagation()
    }
    document.addEventListener('click', onClick, true)
    return () => document.removeEventListener('click', onClick, true)
  }, [])
}
