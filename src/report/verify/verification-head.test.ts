import { expect, test } from 'vitest'
import type { Finding, Verification } from './verification.ts'
import { conclusionOf } from './verification-head.ts'

const finding = (code: string, weight: Finding['weight'] = 'note'): Finding => ({
  ...{ code, weight },
  sentence: { zh: code, en: code },
})

function concluded(holds: boolean, findings: readonly Finding[]): string {
  const found: Verification = {
    ...{ holds, state: 'signed', title: null, organisation: null, log: null, digest: null },
    ...{ signed: null, frozenAt: null, provedAt: null, claims: [], findings },
  }
  return conclusionOf(found).zh
}

const absent = finding('text.absent')

test('a PDF that is byte for byte what its evidence is set to is as signed', () => {
  expect(concluded(true, [absent, finding('pdf.exact')])).toMatch(/^核验通过/)
  expect(concluded(true, [absent])).toMatch(/没有比对/)
})

test('a PDF whose words cannot be read is not called false, nor true', () => {
  const unread = finding('pdf.words', 'broken')
  expect(concluded(false, [absent, unread])).toMatch(/^尚不能下结论/)
  expect(concluded(false, [unread, finding('pdf.other', 'broken')])).toMatch(/^核验不通过：2处/)
})
