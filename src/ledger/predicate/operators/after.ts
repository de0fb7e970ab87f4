import { bound } from './bound.ts'

/** More, or later. */
export const after = bound({
  accepts: ({ from }) => from > 0,
  zh: { dated: ['晚于', '不晚于'], sized: ['超过', '不超过'] },
  en: { dated: ['is after', 'is on or before'], sized: ['is more than', 'is at most'] },
})
