import { beforeAll, describe, expect, it } from 'vitest'
import { here } from '../../src/adapters/outside/readers.ts'
import { checkReport } from '../../src/app/draft/check-report.ts'
import { reportSources } from '../../src/app/draft/report-sources.ts'
import { dutyWordings } from '../../src/app/draft/wordings-of.ts'
import type { YearBookWithWords } from '../../src/app/year/year-book.ts'
import { readsOfDuty } from '../../src/duty/duty-reads.ts'
import type { CheckedClaim } from '../../src/report/check/check-reading.ts'
import { unboundIn } from '../../src/report/check/check-reading.ts'
import type { Block, Claim, ReportDocument } from '../../src/report/document.ts'
import { openTree } from '../../src/report/draft/open-tree.ts'
import { resolveDraft } from '../../src/report/draft/resolve-draft.ts'
import { renderText } from '../../src/report/render/render-text.ts'
import { parseTemplate } from '../../src/report/template/parse-template.ts'
import { demoBooks, demoName } from '../pack/demo-book.ts'
import { governancePack } from '../pack/own-packs.ts'
import type { Span } from './marked-text.ts'
import { meets } from './overlap.ts'

const report = 'annual-report'
let books: (year: number) => YearBookWithWords

beforeAll(async () => {
  books = await demoBooks(await governancePack())
})

function documentOf(book: YearBookWithWords): ReportDocument {
  const { template } = parseTemplate(report, book.pack.reports.get(report)?.source ?? '')
  if (!template) throw new Error(report)
  const sources = reportSources(book, demoName)
  return resolveDraft(openTree(template, sources), sources, { template: report })
}

/** The words of a block and, by claim, where its words stand among them. */
function wordsOf(block: Exclude<Block, { kind: 'table' }>) {
  const runIn = block.kind === 'paragraph' ? block.runIn : undefined
  const marker = block.kind === 'heading' ? block.marker : (runIn?.marker ?? '')
  const claims: { id: string; span: Span }[] = []
  let text = marker
  for (const inline of [...(runIn?.inlines ?? []), ...block.inlines]) {
    const span = { start: text.length, end: text.length + inline.text.length }
    if (inline.kind === 'claim') claims.push({ id: inline.claim, span })
    text += inline.text
  }
  return { text, claims }
}

/** Where each claim of the document stands in its plain text. */
function placesIn(document: ReportDocument, text: string): ReadonlyMap<string, readonly Span[]> {
  const places = new Map<string, Span[]>()
  let from = 0
  for (const block of document.blocks) {
    if (block.kind === 'table') continue
    const words = wordsOf(block)
    const at = text.indexOf(words.text, from)
    expect(at).toBeGreaterThanOrEqual(0)
    from = at + words.text.length
    for (const { id, span } of words.claims) {
      const place = { start: at + span.start, end: at + span.end }
      places.set(id, [...(places.get(id) ?? []), place])
    }
  }
  return places
}

/** Bound to what the document says, or to a duty and its own figure, where both say the same. */
function isRight(claim: Claim, read: CheckedClaim, { pack }: YearBookWithWords): boolean {
  if (read.figure !== null && read.figure === claim.figure) return true
  if (read.duty !== null && read.duty === claim.duty) return true
  if (claim.figure === null && claim.duty === null) {
    return read.records.some((id) => claim.records.includes(id))
  }
  const readBy = (duty: string | null) => {
    const require = duty === null ? undefined : pack.duties.get(duty)?.require
    const reads = require ? (readsOfDuty(require, pack.figures) ?? []) : []
    // Of what a duty asks that there be none of: the figure that counts just that.
    const about = dutyWordings(pack).find(({ dutyId }) => dutyId === duty)?.about
    return new Set([...reads.map((one) => one.figure), about])
  }
  return (
    (claim.figure !== null && readBy(read.duty).has(claim.figure)) ||
    (read.figure !== null && readBy(claim.duty).has(read.figure))
  )
}

/** Of 2024 two of the problems are told with words that the reader takes to be of everyone. */
const unboundMax: Readonly<Record<number, number>> = { 2025: 0.05, 2024: 0.06 }

describe.each([2025, 2024])('the annual report of %s, as plain text', (year) => {
  it('has its claims found and bound to what they rest on, and none to anything else', async () => {
    const book = books(year)
    const document = documentOf(book)
    const text = renderText(document)
    const { claims: read } = await checkReport(
      { outside: here },
      { org: { id: 1 } as never },
      {
        text,
        book,
      },
    )
    const bound = read.filter(({ state }) => state !== 'unbound')
    const places = placesIn(document, text)
    const within = (claim: Claim) =>
      bound.filter((one) => places.get(claim.id)?.some((span) => meets(span, one)))

    const missed = document.claims.filter(
      (claim) => !within(claim).some((one) => isRight(claim, one, book)),
    )
    expect(
      missed.length / document.claims.length,
      missed.map(({ text: words }) => words).join('\n'),
    ).toBeLessThanOrEqual(0.04)
    // As whoever checks the text is told it: each assertion that nothing bears on, once.
    const unbound = unboundIn(read)
    const asserted = unboundIn(read.map((one) => ({ ...one, state: 'unbound' })))
    expect(
      unbound.length / asserted.length,
      unbound.map(({ text: words }) => words).join('\n'),
    ).toBeLessThanOrEqual(unboundMax[year] ?? 0)
    const others = document.claims.flatMap((claim) =>
      within(claim)
        .filter((one) => !isRight(claim, one, book))
        .map(
          (one) => `${claim.text} → ${one.text}: ${one.figure ?? one.duty ?? one.records.join()}`,
        ),
    )
    expect(others).toEqual([])
  })
})
