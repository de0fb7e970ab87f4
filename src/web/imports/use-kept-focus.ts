import type { RefObject } from 'react'
import { useEffect, useRef } from 'react'

/**
 * Keeps the focus in a list whose items go away when they are done with: it goes to the item that
 * takes the place of the one that is gone.
 */
export function useKeptFocus(
  list: RefObject<HTMLElement | null>,
  { item, focused, count }: { item: string; focused: string; count: number },
): void {
  const at = useRef(-1)
  useEffect(() => {
    const element = list.current
    if (element === null) return
    const note = ({ target }: FocusEvent) => {
      const items = Array.from(element.querySelectorAll(item))
      at.current = items.findIndex((one) => target instanceof Node && one.contains(target))
    }
    const forget = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget !== null) at.current = -1
    }
    element.addEventListener('focusin', note)
    element.addEventListener('focusout', forget)
    return () => {
      element.removeEventListener('focusin', note)
      element.removeEventListener('focusout', forget)
    }
  }, [list, item])
  const before = useRef(count)
  useEffect(() => {
    const isShorter = count < before.current
    before.current = count
    if (!isShorter || at.current < 0 || document.activeElement !== document.body) return
    const items = list.current?.querySelectorAll(item)
    const next = items?.[Math.min(at.current, items.length - 1)]
    next?.querySelector<HTMLElement>(focused)?.focus()
  }, [list, item, focused, count])
}
