import { readCompares } from './compares.ts'
import { readDeeds } from './deeds.ts'
import { readEvents } from './events.ts'
import { readEveryone } from './everyone.ts'
import { readNameBlanks } from './name-blanks.ts'
import { readNegatives } from './negatives.ts'
import type { CleanText } from './normalise.ts'
import { normalise } from './normalise.ts'
import type { Draft, Page, Stage } from './page.ts'
import { layOut } from './page.ts'
import { readPlans } from './plans.ts'
import { readProblems } from './problems.ts'
import { readQuantities } from './quantities.ts'
import type { OutlineItem, ReadClaim, Reading } from './reading.ts'
import { readTitle } from './title.ts'

const STAGES: readonly Stage[] = [
  readNegatives,
  readEveryone,
  readCompares,
  readEvents,
  readPlans,
  readProblems,
]

/**
 * Reads any Chinese official text into its outline and its claims, by rules: the same text gives
 * the same reading anywhere. Linear in the length of the text. Without a ledger every claim is
 * unbound, or blank where the number is still missing. Offsets are UTF-16 units of `text`.
 */
export function readReport(text: string): Reading {
  const clean = normalise(text)
  const page = layOut(clean.text)
  const outline = page.headings.map((heading): OutlineItem => {
    const { id, level, runIn } = heading
    const marker = original(text, clean, heading.start, heading.titleStart).text
    const title = original(text, clean, heading.titleStart, heading.end)
    const start = clean.origin(heading.start)
    return {
      id,
      level,
      marker: bareMarker(marker),
      title: title.text,
      runIn,
      start,
      end: title.end,
    }
  })
  const counts = readQuantities(page)
  const drafts = [...counts, ...STAGES.flatMap((stage) => stage(page))]
  const place = { text, clean, page }
  const claims = placeClaims(drafts, 'c', place)
  const unnamed = readNameBlanks(page, counts).map(({ start, end }) =>
    original(text, clean, start, end),
  )
  const blanks = claims.filter(({ state }) => state === 'blank').length
  return {
    title: readTitle(clean.text, page.headings[0]?.start ?? clean.text.length),
    outline,
    claims,
    deeds: placeClaims(readDeeds(page, drafts), 'd', place),
    unnamed,
    cites: readCites(clean.text),
    summary: { blank: blanks, contradicted: 0 },
  }
}

const CITED = /《[^《》\n]{1,100}(?:《[^《》\n]{1,100}》[^《》\n]{0,100})?》/g

/** Instruments and works named in 《》, each once, in order of first mention. */
function readCites(text: string): readonly string[] {
  return [...new Set(Array.from(text.matchAll(CITED), ([title]) => title.replaceAll(' ', '')))]
}

/** What was read as claims of the given text, numbered in its order. */
function placeClaims(
  drafts: readonly Draft[],
  letter: string,
  { text, clean, page }: { text: string; clean: CleanText; page: Page },
): readonly ReadClaim[] {
  const inOrder = [...drafts].sort((a, b) => a.start - b.start || b.end - a.end)
  let heading = -1
  return inOrder.map((draft, index): ReadClaim => {
    while ((page.headings[heading + 1]?.start ?? Infinity) <= draft.start) heading++
    const { kind, quantity } = draft
    const place = original(text, clean, draft.start, draft.end)
    return {
      id: `${letter}${index + 1}`,
      section: page.headings[heading]?.id ?? null,
      kind,
      ...place,
      quantity,
      state: quantity?.blank === true ? 'blank' : 'unbound',
      figure: null,
      ledger: null,
    }
  })
}

/** A stretch of the clean text as it stands in the text that was given. */
function original(text: string, clean: CleanText, from: number, to: number) {
  const start = clean.origin(from)
  const end = to > from ? clean.origin(to - 1) + 1 : start
  return { text: text.slice(start, end), start, end }
}

/** Spaces and repeated dots after a marker belong to neither marker nor title. */
function bareMarker(marker: string): string {
  return marker.trim().replace(/([.．、])[.．、\s]+$/, '$1')
}
