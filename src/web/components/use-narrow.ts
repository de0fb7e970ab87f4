import { useSyncExternalStore } from 'react'

const narrow = () => matchMedia('(max-width: 720px)')

/** Whether the window is that of a phone. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (told) => {
      const media = narrow()
      media.addEventListener('change', told)
      return () => media.removeEventListener('change', told)
    },
    () => narrow().matches,
  )
}
