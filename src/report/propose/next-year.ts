import type { ReadClaim, Reading } from '../read/reading.ts'

/**
 * What a text says of the year after `year` in a sentence that begins with it (2026年一季度上线…)
 * and that was read as nothing, in the order of the text. A reader that knows no year cannot tell
 * it from what was done.
 */
export function saidOfNextYear(
  text: string,
  { claims, outline }: Reading,
  year: number,
): readonly ReadClaim[] {
  const read = claims.filter(({ quantity }) => quantity === null)
  const titles = outline.filter(({ runIn }) => !runIn)
  const meets = (spans: readonly Span[], { start, end }: Span) =>
    spans.some((one) => one.start < end && start < one.end)
  const begun = new RegExp(`(?<=^|[。；！？\\n .．、）])${year + 1}年(?!度)[^。；！？\\n]{5,}`, 'g')
  return [...text.matchAll(begun)]
    .slice(0, saidMax)
    .map(({ 0: words, index }) => ({ text: words, start: index, end: index + words.length }))
    .filter((place) => !meets(read, place) && !meets(titles, place) && !NAMES.test(place.text))
    .map((place, at) => ({
      ...place,
      id: `n${at + 1}`,
      section: outline.findLast(({ start }) => start <= place.start)?.id ?? null,
      kind: 'plan',
      quantity: null,
      state: 'unbound',
      figure: null,
      ledger: null,
    }))
}

/** So many at most; a report has a few. */
const saidMax = 100

interface Span {
  readonly start: number
  readonly end: number
}

/** 2026年工作打算 names what follows; 2026年1月20日 alone is the day of the paper. */
const NAMES = /(?:打算|计划|安排|思路|重点|任务|目标|要点|考虑|月\d{1,2}日)$/
