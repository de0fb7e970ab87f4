import { expect, test } from 'vitest'
import type { ReportDocument } from '../../report/document.ts'
import { dateText } from '../../report/render/render-text.ts'
import { renderDocx } from './render-docx.ts'

const document: ReportDocument = {
  template: 'annual',
  year: 2025,
  title: '关于2025年度 <落实> & 报告',
  addressee: '市委',
  issuer: null,
  number: null,
  blocks: [
    { kind: 'heading', level: 1, marker: '一、', inlines: [{ kind: 'text', text: '工作情况' }] },
    {
      kind: 'paragraph',
      inlines: [{ kind: 'claim', claim: 'c1', text: '研究全面从严治党工作3次' }],
    },
  ],
  signature: '海棠市档案馆',
  date: '2026-01-05',
  asOf: { size: 9, root: 'AA==' },
  claims: [
    {
      id: 'c1',
      kind: 'count',
      text: '研究全面从严治党工作3次',
      state: 'supported',
      reason: { zh: '', en: '' },
      figure: 'governance-study',
      duty: null,
      stated: 3,
      ledger: 3,
      records: [],
    },
  ],
}

test('the same document gives the same bytes, whatever the time of day', async () => {
  const first = await renderDocx(document)
  await new Promise((resolve) => setTimeout(resolve, 2100))
  expect(Buffer.compare(first, await renderDocx(document))).toBe(0)
})

test('a date is written without padding', () => {
  expect(dateText('2026-01-05')).toBe('2026年1月5日')
})
