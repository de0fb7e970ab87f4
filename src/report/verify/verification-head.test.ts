import { expect, test } from 'vitest'
import type { SignedBy } from './verification.ts'
import { factLines } from './verification-head.ts'

const signed: SignedBy = {
  person: 'p1',
  name: '周明远',
  recordedAt: '2026-01-05T01:30:00.000Z',
  passkey: null,
  sentence: { zh: '此日志的保管方声明：周明远签发', en: 'The keeper states that 周明远 signed' },
  reviewer: 'p2',
}

function said(by: SignedBy): string[] {
  const lines = factLines({ title: null, organisation: null, signed: by })
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
