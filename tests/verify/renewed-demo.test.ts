import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { renderSealedDocx } from '../../src/adapters/docx/render-sealed-docx.ts'
import { readLastReport } from '../../src/app/report/read-last-report.ts'
import { reportSources } from '../../src/app/report/report-sources.ts'
import { writeReport } from '../../src/app/report/write-report.ts'
import { resolveDraft } from '../../src/report/draft/resolve-draft.ts'
import { signedDemo } from './signed-demo.ts'
import type { SignedDemo } from './signed-demo.ts'

let demo: SignedDemo

beforeAll(async () => {
  demo = await signedDemo()
}, 240_000)

afterAll(() => demo?.end())

test('the signed report of 2024 becomes that of 2025, with the numbers of 2025', async () => {
  const { opened, org, session } = demo
  const { ports } = opened
  const report = 'annual-report'
  const before = await ports.yearBooks.of(session, 2024)
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
  const book = await ports.yearBooks.of(session, 2025)
  const now = resolveDraft(renewed.tree, reportSources(book, org.name.zh), { template: report })
  const fresh = writeReport(book, { report, organisation: org.name.zh })
  expect(now.title).toBe(fresh.title)
  // Whatever rests on a figure says what the report of the new year says of it.
  const said = (one: typeof fresh) =>
    new Map(one.claims.map(({ kind, figure, duty, text }) => [`${kind} ${figure} ${duty}`, text]))
  const known = said(fresh)
  const same = [...said(now)].filter(([basis, text]) => known.get(basis) === text)
  expect(same.length).toBe(now.claims.length)
  expect(now.claims.some(({ stated }, at) => stated !== document.claims[at]?.stated)).toBe(true)
}, 240_000)
