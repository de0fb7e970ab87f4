import type { ReportDocument } from '../document.ts'
import { shownWords } from './compare-lines.ts'

/** Lines that a title is broken into at most, by whomever. */
const brokenMax = 16

/**
 * The lines of a file with those of each title made one: where a title breaks is no change of its
 * words. A title whose words were changed is put together from as many lines as it was set in, by
 * the line of it that is still there.
 */
export function withJoinedTitles(
  found: readonly string[],
  { title, paper }: ReportDocument,
): readonly string[] {
  const titles = [
    paper?.titleLines ?? [title],
    ...(paper?.attachments ?? []).map(({ titleLines }) => titleLines),
  ]
  return titles.reduce(withJoined, found)
}

function withJoined(found: readonly string[], lines: readonly string[]): readonly string[] {
  const place = placeOf(found, shownWords(lines.join(''))) ?? changedPlace(found, lines)
  if (place === null) return found
  const { from, to } = place
  return [...found.slice(0, from), found.slice(from, to).join(''), ...found.slice(to)]
}

interface Stretch {
  readonly from: number
  readonly to: number
}

function placeOf(found: readonly string[], title: string): Stretch | null {
  for (let from = 0; from < found.length; from += 1) {
    if (!title.startsWith(shownWords(found[from] ?? ''))) continue
    for (let to = from + 1; to <= Math.min(found.length, from + brokenMax); to += 1) {
      const joined = shownWords(found.slice(from, to).join(''))
      if (joined === title) return { from, to }
      if (joined.length > title.length) break
    }
  }
  return null
}

function changedPlace(found: readonly string[], lines: readonly string[]): Stretch | null {
  if (lines.length === 1) return null
  const own = lines.map(shownWords)
  const known = found.findIndex((line) => own.includes(shownWords(line)))
  const from = known - own.indexOf(shownWords(found[known] ?? ''))
  return known < 0 || from < 0 ? null : { from, to: from + lines.length }
}
