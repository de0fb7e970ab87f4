import { expect, test } from 'vitest'
import { callStanding } from './addressee-state.ts'
import type { CircularGiven } from './circular.ts'
import { circular } from './circular.ts'

const body = (
  name: string,
  state: CircularGiven['bodies'][number]['state'],
  { isOverdue } = { isOverdue: false },
) => ({
  name,
  state,
  isOverdue,
})

const bodies = [
  body('甲馆', 'accepted'),
  body('乙馆', 'answered'),
  body('丙馆', 'taken', { isOverdue: true }),
  body('丁馆', 'returned'),
]
const given: CircularGiven = {
  title: '基层情况',
  due: '2026-03-05',
  today: '2026-03-09',
  standing: callStanding(bodies),
  bodies,
  items: [
    { label: '制度', kind: 'figure', missing: 0, unproved: 1, inSheets: 1 },
    { label: '经费', kind: 'number', missing: 1, unproved: 2, inSheets: 0 },
  ],
  isNamed: false,
}

test('it counts what is wrong, and names nobody', () => {
  const lines = circular(given).map(({ zh }) => zh)
  expect(lines).toEqual([
    '关于“基层情况”报送情况的通报',
    '有关情况应于2026年3月5日前报送。截至2026年3月9日，应报送4个单位，已报送2个，退回更正1个，尚未报送1个。',
    '存在以下问题：',
    '一是个别单位逾期未报送（1个）。',
    '二是个别单位退回后尚未更正（1个）。',
    '三是填报不全：“经费”1个单位。',
    '四是数据没有台账证明：“制度”1个单位。',
    '五是个别单位以表格填报、没有证据（1个）。',
  ])
  for (const { name } of given.bodies) expect(lines.join('')).not.toContain(name)
})

test('bodies are named where somebody chose that, in the official order', () => {
  const lines = circular({ ...given, isNamed: true }).map(({ zh }) => zh)
  expect(lines[3]).toBe('一是逾期未报送：丙馆。')
  expect(lines[4]).toBe('二是退回后尚未更正：丁馆。')
})

test('where all have answered it says that there is nothing', () => {
  const items = given.items.map((one) => ({ ...one, missing: 0, unproved: 0, inSheets: 0 }))
  const all = [body('甲馆', 'accepted')]
  const lines = circular({ ...given, standing: callStanding(all), bodies: all, items }).map(
    ({ en }) => en,
  )
  expect(lines.at(-1)).toBe('No problems were found.')
})

test('where only the first of many bodies are at hand, all of them are counted', () => {
  const many = Array.from({ length: 300 }, (_, at) =>
    body(`第${at + 1}站`, 'taken', { isOverdue: true }),
  )
  const standing = callStanding([...bodies, ...many])
  const of = (how: { isNamed: boolean }) =>
    circular({ ...given, standing, ...how }).map(({ zh }) => zh)
  expect(of({ isNamed: false })[1]).toContain(
    '应报送304个单位，已报送2个，退回更正1个，尚未报送301个',
  )
  expect(of({ isNamed: false })[3]).toBe('一是部分单位逾期未报送（301个）。')
  expect(of({ isNamed: true })[3]).toBe('一是逾期未报送：丙馆等301个单位。')
})

test('all bodies are not called some of them, and are not named for that', () => {
  const all = [
    body('甲馆', 'taken', { isOverdue: true }),
    body('乙馆', 'notDelivered', { isOverdue: true }),
  ]
  const items = given.items.map((one) => ({ ...one, inSheets: 2 }))
  const said = circular({ ...given, standing: callStanding(all), bodies: all, items })
  expect(said[3]).toEqual({ zh: '一是各单位均逾期未报送（2个）。', en: '1. Overdue: all 2.' })
  expect(said.at(-1)?.zh).toContain('各单位均以表格填报、没有证据（2个）')
  for (const { name } of all) expect(said.map(({ zh }) => zh).join('')).not.toContain(name)
})
