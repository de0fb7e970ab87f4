import { expect, test } from 'vitest'
import type { CallItem } from '../call/call.ts'
import type { ReportDocument } from '../document.ts'
import { checkAskedLines } from './asked-lines.ts'

const bare = { figure: null, definition: null, unit: null, choices: [], again: null }
const asked: readonly CallItem[] = [
  { ...bare, item: 'i1', label: '投入经费', kind: 'number', unit: '万元' },
  { ...bare, item: 'i2', label: '完成日期', kind: 'date' },
  { ...bare, item: 'i3', label: '是否建立台账', kind: 'yesNo' },
  { ...bare, item: 'i4', label: '总体评价', kind: 'choice', choices: ['好', '一般', '差'] },
]

function said(...lines: readonly string[]) {
  const blocks: ReportDocument['blocks'] = lines.map((text) => ({
    kind: 'paragraph',
    inlines: [{ kind: 'text', text }],
  }))
  const found = checkAskedLines({ blocks, claims: [] } as unknown as ReportDocument, asked)
  return found.map(({ at, text, weight }) => [at[1], weight, text.zh])
}

test('an answer that the body above can read passes', () => {
  expect(
    said(
      '投入经费：12.5万元。',
      '完成日期：2025年3月8日。',
      '是否建立台账：是。',
      '总体评价：一般。',
    ),
  ).toEqual([])
})

test('what it could not read is named with the form that is wanted', () => {
  expect(
    said(
      '投入经费：约12万元。',
      '完成日期：2025年2月30日。',
      '是否建立台账：有。',
      '总体评价：较好。',
    ),
  ).toEqual([
    [0, 'blocks', '“投入经费”应填一个数，如12.5。'],
    [1, 'blocks', '“完成日期”应填日期，如2026年1月5日。'],
    [2, 'blocks', '“是否建立台账”应填“是”或“否”。'],
    [3, 'blocks', '“总体评价”应填其中一项：好、一般、差。'],
  ])
})

test('a line that was taken out stands in nobody’s way', () => {
  expect(said('完成日期：2025年3月8日。')).toEqual([])
})
