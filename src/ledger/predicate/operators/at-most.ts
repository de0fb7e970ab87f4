import { bound } from './bound.ts'

/** No more, or no later. */
export const atMost = bound({
  accepts: ({ to }) => to <= 0,
  zh: { dated: ['不晚于', '晚于'], sized: ['不超过', '超过'] },
  en: { dated: ['is on or before', 'is after'], sized: ['is at most', 'is more than'] },
})
