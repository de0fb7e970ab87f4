import { expect, test } from 'vitest'
import { factLines } from './verification-head.ts'
import type { Finding, SignedBy } from './verification.ts'

const signed: SignedBy = {
  person: 'p1',
  name: '周明远',
  recordedAt: '2026-01-05T01:30:00.000Z',
  passkey: null,
  sentence: { zh: '此日志的保管方声明：周明远签发', en: 'The keeper states that 周明远 signed' },
  reviewer: 'p2',
}

function said(by: SignedBy, broken: readonly string[] = []): string[] {
  const findings = broken.map(
    (code): Finding => ({ code, weight: 'broken', sentence: { zh: code, en: code } }),
  )
  const lines = factLines({ title: null, organisation: null, signed: by, findings })
  return lines.map(({ zh }) => zh)
}

test('who reviewed is told beside who signed, and that it was the same person where it was', () => {
  expect(said(signed)).toEqual([
    signed.sentence.zh,
    expect.stringContaining('由另一人复核（编号 p2'),
  ])
  expect(said({ ...signed, reviewer: 'p1' })[1]).toBe('复核与签发为同一人')
  const { reviewer: _reviewer, ...older } = signed
  expect(said(older)).toEqual([signed.sentence.zh])
})

test('an edited paragraph leaves the signature what it is', () => {
  expect(said(signed, ['text.changed'])).toHaveLength(2)
})

test.each([
  'checkpoint.signing',
  'consistency.broken',
  'evidence.other',
  'signing.early',
  'signing.entry',
  'signing.proof',
  'signing.receipt',
])('nobody is said to have stated a signature that %s speaks against', (code) => {
  expect(said(signed, [code])).toEqual(['文件称由周明远签发；这一点没有得到证明，原因见所列问题'])
})
