import { useSay } from '../say.tsx'
import { momentDayInWords, momentInWords } from './day.ts'
import { useUnit } from './use-unit.ts'

/**
 * Writes moments (ISO) as the unit reads its days, in the unit's zone wherever the browser stands:
 * what was written at one in the morning of the 1st is not of the 31st for whoever travels.
 */
export function useMoments() {
  const { lang } = useSay()
  const { zone } = useUnit().session
  return {
    /** To the minute. */
    minuteOf: (iso: string) => momentInWords(iso, { lang, zone }),
    /** The day alone. */
    dayOf: (iso: string) => momentDayInWords(iso, { lang, zone }),
  }
}
