import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { renderSealedDocx } from '../../src/adapters/docx/render-sealed-docx.ts'
import { readLastReport } from '../../src/app/draft/read-last-report.ts'
import { reportSources } from '../../src/app/draft/report-sources.ts'
import { writeReport } from '../../src/app/draft/write-report.ts'
import { templateOf } from '../../src/app/draft/written-draft.ts'
import type { Claim } from '../../src/report/document.ts'
import { resolveDraft } from '../../src/report/draft/resolve-draft.ts'
import { wordingOffers } from '../../src/report/draft/wording-offers.ts'
import type { SignedDemo } from './signed-demo.ts'
import { signedDemo } from './signed-demo.ts'

let demo: SignedDemo

beforeAll(async () => {
  demo = await signedDemo()
}, 240_000)

afterAll(() => demo?.end())

test('the signed report of 2024 becomes that of 2025, with the numbers of 2025', async () => {
  const { opened, org, session } = demo
  const { ports } = opened
  const report = 'annual-report'
  const before = await ports.yearBooks.withWords(session, 2024)
  const document = {
    ...writeReport(before, { report, organisation: org.name.zh }),
    date: '2025-01-06',
  }
  const sealed = await demo.sign(document, await demo.evidence(document))
  const bytes = await renderSealedDocx(nodeCrypto, sealed, { withHead: false })
  const { renewed } = await readLastReport(ports, session, { bytes, year: 2025 })
  expect(renewed).toMatchObject({ report, of: 2024 })
  if (renewed === null) return
  expect(renewed.bound + renewed.released.length).toBe(document.claims.length)
  expect(renewed.bound).toBeGreaterThan(60)
  const book = await ports.yearBooks.withWords(session, 2025)
  const sources = reportSources(book, org.name.zh)
  const now = resolveDraft(renewed.tree, sources, { template: report })
  const fresh = writeReport(book, { report, organisation: org.name.zh })
  expect(now.title).toBe(fresh.title)
  // What is said of the new year is what its own report says; where that has other words now than
  // last year's, they are offered instead.
  const basisOf = ({ kind, figure, duty }: Claim) => `${kind} ${duty ?? figure}`
  const known = new Map(fresh.claims.map((claim) => [basisOf(claim), claim.text]))
  const other = now.claims.filter((claim) => known.get(basisOf(claim)) !== claim.text)
  expect(other).toContainEqual(expect.objectContaining({ duty: 'no-leak', state: 'contradicted' }))
  const offers = wordingOffers(renewed.tree, templateOf(book, report), sources)
  for (const claim of other) {
    const text = known.get(basisOf(claim)) ?? ''
    expect(offers).toContainEqual(expect.objectContaining({ claim: claim.id, text }))
  }
  expect(now.claims.some(({ stated }, at) => stated !== document.claims[at]?.stated)).toBe(true)
}, 240_000)
