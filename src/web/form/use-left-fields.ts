import { useEffect, useRef, useState } from 'react'

/**
 * The fields of a form that were left, of which faults are shown. While a pointer is down none is
 * added: a fault that appears then moves what is being clicked away from under the pointer.
 */
export function useLeftFields() {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const held = useRef<string[] | null>(null)
  const add = (fields: readonly string[]) => setLeft((before) => new Set([...before, ...fields]))
  useEffect(() => {
    const press = () => {
      held.current ??= []
    }
    const release = () => {
      // The click comes after this event.
      setTimeout(() => {
        const fields = held.current ?? []
        held.current = null
        if (fields.length > 0) add(fields)
      })
    }
    document.addEventListener('pointerdown', press, true)
    const ends = ['pointerup', 'pointercancel'] as const
    for (const end of ends) document.addEventListener(end, release, true)
    return () => {
      document.removeEventListener('pointerdown', press, true)
      for (const end of ends) document.removeEventListener(end, release, true)
    }
  }, [])
  return {
    left,
    leave: (field: string) => {
      if (held.current === null) add([field])
      else held.current.push(field)
    },
    /** A new record begins. */
    forget: () => setLeft(new Set()),
  }
}
