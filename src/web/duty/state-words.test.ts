import { expect, test } from 'vitest'
import { meetingOn, sampleContext, sampleDuty } from '../../../tests/duty/sample-year.ts'
import type { DutyStanding } from '../../duty/duty-standing.ts'
import type { Requirement } from '../../duty/requirements/requirement-kinds.ts'
import { standingOf } from '../../duty/standing.ts'
import { standingWord, windowWord } from './state-words.ts'

const minuted: Requirement = {
  kind: 'each',
  register: 'meeting',
  must: { minutes: { exists: true } },
}

function wordsOf(standing: DutyStanding) {
  const windows = standing.windows.map((window) => windowWord(window, standing).zh)
  return [standing.state, standingWord(standing).zh, ...windows]
}

test('a rule that a record breaks was not left undone', () => {
  const records = [meetingOn('2025-05-01'), meetingOn('2025-05-02', { minutes: '…' })]
  const broken = standingOf(sampleDuty(minuted), sampleContext('2025-06-01', { records }))
  expect(wordsOf(broken)).toEqual(['notDone', '不符合要求', '不符合要求'])
})

test('what somebody said was not done is called that', () => {
  const [period, from, to] = ['2025', '2025-01-01', '2025-12-31']
  const window = { period, from, to, state: 'notDone', done: 1, owed: 2, records: ['a'] } as const
  const standing: DutyStanding = {
    duty: 'd',
    state: 'notDone',
    reason: { zh: '', en: '' },
    windows: [window],
    records: ['a'],
    against: [],
  }
  expect(wordsOf(standing)).toEqual(['notDone', '未开展', '未开展'])
})

test('of the windows of a year only those that a record breaks are called so', () => {
  const window = { period: '2025-Q1', from: '2025-01-01', to: '2025-03-31', owed: 1 }
  const standing: DutyStanding = {
    duty: 'd',
    state: 'notDone',
    reason: { zh: '', en: '' },
    windows: [
      { ...window, state: 'met', done: 1, records: ['a'] },
      { ...window, state: 'notDone', done: 0, records: ['b'] },
      { ...window, state: 'notDone', done: 0, records: [] },
    ],
    records: ['a'],
    against: ['b'],
  }
  expect(wordsOf(standing)).toEqual(['notDone', '不符合要求', '已完成', '不符合要求', '未开展'])
})

test('what came after its day is done, and not owed any more', () => {
  const window = { period: '2025', from: '2025-01-01', to: '2025-01-31', state: 'overdue' } as const
  const standing: DutyStanding = {
    duty: 'd',
    state: 'overdue',
    reason: { zh: '', en: '' },
    windows: [{ ...window, done: 1, owed: 1, records: ['a'] }],
    records: ['a'],
    against: [],
  }
  expect(wordsOf(standing)).toEqual(['overdue', '逾期完成', '逾期完成'])
  const short = { ...standing, windows: [{ ...window, done: 1, owed: 2, records: ['a'] }] }
  expect(wordsOf(short)).toEqual(['overdue', '逾期', '逾期'])
})
