import { expect, it } from 'vitest'
import type { Asserted } from '../../duty/requirements/requirement-kind.ts'
import { readReport } from '../read/read-report.ts'
import { proposeAll } from './propose-all.ts'
import type { DutyWording } from './wording.ts'

const duty = (dutyId: string, zh: string, asserted: Asserted): DutyWording => ({
  dutyId,
  label: { zh, en: dutyId },
  phrases: [],
  figure: null,
  about: null,
  asserted,
})

const DUTIES = [
  duty('safety-quarterly', '开展安全检查', { manner: 'often', per: 'quarter' }),
  duty('plan-in-time', '按时报送年度计划', { manner: 'timely', to: '03-31' }),
  duty('items-in-time', '督办事项按时办结', { manner: 'each' }),
  duty('rules-once', '制定值班制度', { manner: 'done', per: 'year', atLeast: 1 }),
  duty('members-trained', '全体党员参加集中轮训', { manner: 'everyone', per: 'year' }),
]

function proposed(text: string) {
  const reading = readReport(text)
  return [...proposeAll(text, reading, { wordings: DUTIES, year: 2025 }).proposals.values()]
}

it.each([
  ['第二季度没有开展安全检查。', 'safety-quarterly', { short: null, window: 'Q2' }],
  ['未按时报送年度计划。', 'plan-in-time', { short: null, window: null }],
  ['有3项督办事项没有按时办结。', 'items-in-time', { short: 3, window: null }],
  ['没有制定值班制度。', 'rules-once', { short: null, window: null }],
  ['全体党员没有全部参加集中轮训。', 'members-trained', { short: null, window: null }],
  ['有4名党员没有参加集中轮训。', 'members-trained', { short: 4, window: null }],
])('%s is said of %s', (text, id, undone) => {
  const said = { by: 'duty', id, figure: null, all: null, undone: { ...undone, days: [] } }
  expect(proposed(text)).toEqual([said])
})

it.each([
  // It is owed in each quarter: of the year as a whole nothing says so much.
  '全年没有开展安全检查。',
  // There may have been less than three, or more.
  '今年没有完成3项督办事项。',
  '没有开展安全检查的，一律通报。',
])('%s is bound to nothing', (text) => {
  expect(proposed(text)).toEqual([])
})
