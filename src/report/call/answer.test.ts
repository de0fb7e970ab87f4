import { expect, test } from 'vitest'
import { nodeCrypto } from '../../adapters/crypto/node-crypto.ts'
import { inlineText } from '../block-text.ts'
import type { Inline } from '../document.ts'
import { answerTemplate, answerTree, collectedFrom, readCell } from './answer.ts'
import type { CallItem } from './call.ts'
import { callOf, linesMax } from './call.ts'

const number = (words: string) => readCell({ kind: 'number', choices: [] }, words)?.value ?? null

test.each([
  ['12', 12],
  ['0', 0],
  ['-3.25', -3.25],
  ['−3', -3],
  ['1,234.5', 1234.5],
  ['1，234', 1234],
  ['１２', 12],
  ['999999999999', 999_999_999_999],
])('%s is the number that is written', (words, value) => {
  expect(number(words)).toBe(value)
})

test.each(['', '1e308', 'NaN', 'Infinity', '约12', '1,23', '0.12345', '9999999999999', '3/4', '½'])(
  '%s is no number, so that nothing was said',
  (words) => {
    expect(number(words)).toBeNull()
  },
)

test('a day, yes or no, and a choice are what may be said and nothing else', () => {
  const said = (kind: 'date' | 'yesNo' | 'choice', words: string) =>
    readCell({ kind, choices: ['甲', '乙'] }, words)?.said ?? null
  expect(said('date', '2026年1月5日')).toBe('2026-01-05')
  expect(said('date', '2026/1/5')).toBe('2026-01-05')
  expect(said('date', '2026-02-30')).toBeNull()
  expect(said('yesNo', '否')).toBe('否')
  expect(said('yesNo', '张三')).toBeNull()
  expect(said('choice', '乙')).toBe('乙')
  expect(said('choice', '丙')).toBeNull()
})

test('a line belongs to the label that it begins with, and to no shorter one', () => {
  const asked = (item: string, label: string): CallItem => ({
    item,
    label,
    kind: 'number',
    figure: null,
    definition: null,
    unit: '次',
    choices: [],
    again: null,
  })
  const call = { ...callOf({}), items: [asked('i1', '会议：其中党委会'), asked('i2', '会议')] }
  const paragraph = (text: string) =>
    ({ kind: 'paragraph', runIn: null, inlines: [{ text }] }) as never
  const blocks = [paragraph('会议：其中党委会：3次。'), paragraph('会议：5次。')]
  const found = collectedFrom(nodeCrypto, call, { blocks, claims: [], figures: [] })
  expect(found.map(({ value }) => value)).toEqual([3, 5])
})

test('an answer to the longest call that can be asked is not too long to be signed', () => {
  const items = Array.from({ length: linesMax }, (_, nth): CallItem => {
    const [choices, kind] = [['甲'.repeat(100), '乙'.repeat(100)], 'choice'] as const
    const asked = { item: `i${nth}`, label: '问'.repeat(100), kind, choices }
    return { ...asked, figure: null, definition: null, unit: null, again: null }
  })
  const call = { ...callOf({}), title: '题'.repeat(100), period: '2026', items }
  const { blocks } = answerTree(call, { sender: '', organisation: '', figures: new Set() })
  const written = blocks.flatMap((block) => (block.kind === 'paragraph' ? block.inlines : []))
  const characters = inlineText(written as readonly Inline[]).length + items.length * 100
  expect(characters).toBeGreaterThan(5_000)
  expect(characters).toBeLessThan(answerTemplate.charactersMax ?? 0)
})
