import { bound } from './bound.ts'

/** No less, or no earlier. */
export const atLeast = bound({
  accepts: ({ from }) => from >= 0,
  zh: { dated: ['不早于', '早于'], sized: ['不少于', '少于'] },
  en: { dated: ['is on or after', 'is before'], sized: ['is at least', 'is less than'] },
})
