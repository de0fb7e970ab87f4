import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { readSealedFile } from '../../src/adapters/office/read-sealed-file.ts'
import { officeFiles } from '../../src/adapters/office-files.ts'
import type { SealedReport } from '../../src/report/evidence/evidence.ts'
import { sealedText } from '../../src/report/evidence/freeze-report.ts'
import { sealedTextOfPdf } from '../../src/report/file/read-sealed-pdf.ts'
import { verifyFiles } from '../../src/report/verify/verify-files.ts'
import { verifyReport } from '../../src/report/verify/verify-report.ts'
import type { SignedDemo } from '../verify/signed-demo.ts'
import { signedDemo } from '../verify/signed-demo.ts'

const files = officeFiles([join(import.meta.dirname, '../../fonts')])

let demo: SignedDemo
let sealed: SealedReport
let pdf: Uint8Array

beforeAll(async () => {
  demo = await signedDemo()
  const before = await demo.document('annual-report')
  const overrides = await demo.override(before)
  const document = await demo.document('annual-report')
  sealed = await demo.sign(document, await demo.evidence(document, { overrides }))
  pdf = await files.renderSealedPdf(sealed, { withHead: false })
})

afterAll(() => demo.end())

test('the evidence comes out of the PDF as it went in, and is verified from it', () => {
  const text = sealedTextOfPdf(pdf)
  expect(text).toBe(sealedText(sealed))
  const { log } = sealed.evidence.keys
  const verification = verifyReport(nodeCrypto, { carried: text, words: null, key: log })
  expect(verification.findings.filter(({ weight }) => weight === 'broken')).toEqual([])
  expect(verification.state).toBe('signed')
  expect(verification.claims.length).toBeGreaterThan(60)
})

test('the same report gives the same bytes', async () => {
  const again = await files.renderSealedPdf(sealed, { withHead: false })
  // Comparing megabytes element by element takes longer than making them.
  expect(Buffer.compare(again, pdf)).toBe(0)
})

test('its words are vouched for only by being set again to the same bytes', async () => {
  const file = await readSealedFile(pdf)
  const given = { file, beside: null, key: sealed.evidence.keys.log }
  const codes = (same: { isSameWhenSet?: boolean }) => {
    const { holds, findings } = verifyFiles(nodeCrypto, { ...given, ...same })
    return [holds, findings.map(({ code }) => code).filter((code) => code.startsWith('pdf.'))]
  }
  expect(codes({ isSameWhenSet: true })).toEqual([true, ['pdf.exact']])
  expect(codes({ isSameWhenSet: false })).toEqual([false, ['pdf.other']])
  expect(codes({})).toEqual([false, ['pdf.words']])
})

test('a PDF of somebody else carries nothing, and a broken one does no harm', () => {
  const { subarray } = Uint8Array.prototype
  expect(sealedTextOfPdf(new Uint8Array(0))).toBeNull()
  expect(sealedTextOfPdf(new TextEncoder().encode('%PDF-1.7 /EmbeddedFile stream'))).toBeNull()
  for (const cut of [10, 1_000, 100_000, pdf.length - 10_000]) {
    const text = sealedTextOfPdf(subarray.call(pdf, 0, cut))
    expect(text === null || text === sealedText(sealed)).toBe(true)
  }
})
