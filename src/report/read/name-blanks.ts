import type { Span } from '../span.ts'
import type { Draft, Page } from './page.ts'

/** 书记XX, XX高速, 某某同志: a name still to be written; of figures the stage of counts takes care. */
const NAME_BLANK =
  /(?<![A-Za-z\d×某])(?:[Xx]{2,8}|×{2,8}|某某)(?![A-Za-z\d×某])(?=[\u3400-\u9fff，。；、：）]|$)/g
/** Words of the name's surroundings that are shown with it. */
const AROUND_MAX = 4

/** Names that were left out; a report with one of them is not written to its end. */
export function readNameBlanks(page: Page, counts: readonly Draft[]): readonly Span[] {
  const { counted: text } = page
  const spans: Span[] = []
  let next = 0
  for (const { index, 0: found } of text.matchAll(NAME_BLANK)) {
    const end = index + found.length
    while ((counts[next]?.end ?? Infinity) <= index) next += 1
    const isCounted = (counts[next]?.start ?? Infinity) < end
    if (isCounted) continue
    const before = /[\u3400-\u9fff]*$/.exec(text.slice(Math.max(0, index - AROUND_MAX), index))
    const after = /^[\u3400-\u9fff]*/.exec(text.slice(end, end + AROUND_MAX))
    const [from, to] = [index - (before?.[0].length ?? 0), end + (after?.[0].length ?? 0)]
    spans.push({ start: from, end: to })
  }
  return spans
}
