import type { RefObject } from 'react'
import { useState } from 'react'

/**
 * Text in a line that looks for somebody or something, and that chose nothing: it is no value, and
 * would be lost without a word when the form is saved.
 */
export function useUntaken(form: RefObject<HTMLFormElement | null>) {
  const [text, setText] = useState<string | null>(null)
  return {
    /** The text that held the form back, while the focus is in its line. */
    text,
    /** Whether there is such a line; then the focus is put there. */
    holds: (): boolean => {
      const line = form.current?.querySelector<HTMLInputElement>('input[data-untaken=true]')
      if (!line) return false
      line.focus()
      line.addEventListener('blur', () => setText(null), { once: true })
      setText(line.value)
      return true
    },
  }
}
