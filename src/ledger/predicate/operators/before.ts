import { bound } from './bound.ts'

/** Less, or earlier. */
export const before = bound({
  accepts: ({ to }) => to < 0,
  zh: { dated: ['早于', '不早于'], sized: ['少于', '不少于'] },
  en: { dated: ['is before', 'is on or after'], sized: ['is less than', 'is at least'] },
})
