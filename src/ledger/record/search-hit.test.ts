import { expect, test } from 'vitest'
import type { Register } from '../register/register.ts'
import { piecesOf, searchHit, wordsSought } from './search-hit.ts'

const label = (text: string) => ({ zh: text, en: text })
const register = {
  id: 'meeting',
  label: label('会议'),
  title: '{kind}',
  fields: [
    { id: 'kind', type: 'choice', of: 'kinds', label: label('类型') },
    { id: 'secret', type: 'text', readers: ['first'], label: label('密件') },
    {
      id: 'agenda',
      type: 'rows',
      label: label('议题'),
      fields: [
        { id: 'topic', type: 'text', label: label('议题名称') },
        { id: 'note', type: 'text', readers: ['first'], label: label('批注') },
      ],
    },
    { id: 'place', type: 'text', label: label('地点') },
  ],
} as unknown as Register
const kinds = [{ id: 'group', label: { zh: '党组会', en: 'Party group meeting' } }]
const context = { lists: new Map([['kinds', kinds]]), lang: 'zh' as const }

function shown(values: object, q: string): string | null {
  const hit = searchHit({ register, values: { ...values } }, wordsSought(q), context)
  const text = hit?.pieces.map((one) => (one.isHit ? `[${one.text}]` : one.text)).join('')
  return hit && text ? `${hit.field.id}: ${text}` : null
}

test('the field that holds the words is told, with what stands around them', () => {
  const agenda = [{ topic: '研究消防安全工作' }]
  expect(shown({ agenda, place: '二楼' }, '消防')).toBe('agenda: 研究[消防]安全工作')
  expect(shown({ place: '党建活动室', agenda }, '党建')).toBe('place: [党建]活动室')
  expect(shown({ kind: 'group' }, 'party')).toBe('kind: [Party] group meeting')
  expect(shown({ place: '二楼' }, '消防')).toBeNull()
})

test('of several the one with most of the words is told', () => {
  const agenda = [{ topic: '消防演练' }]
  expect(shown({ agenda, place: '消防站演练场' }, '演练 消防站')).toBe('place: [消防站][演练]场')
})

test('what has readers of its own never shows, whoever asks', () => {
  expect(shown({ secret: '消防' }, '消防')).toBeNull()
  expect(shown({ agenda: [{ topic: '会', note: '消防' }] }, '消防')).toBeNull()
})

test('a long text is cut around the first hit', () => {
  const place = `${'前'.repeat(40)}消防${'后'.repeat(80)}`
  expect(shown({ place }, '消防')).toBe(`place: …${'前'.repeat(14)}[消防]${'后'.repeat(30)}…`)
})

test('a hit is marked as it was written: width, case and blanks differ', () => {
  expect(piecesOf('采购 ＩＴ　设备', wordsSought('it'))).toEqual([
    { text: '采购 ', isHit: false },
    { text: 'ＩＴ', isHit: true },
    { text: '　设备', isHit: false },
  ])
  expect(piecesOf('没有', wordsSought('消防'))).toEqual([{ text: '没有', isHit: false }])
})
