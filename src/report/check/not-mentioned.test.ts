import { expect, test } from 'vitest'
import type { DutyStanding } from '../../duty/duty-standing.ts'
import type { Claim } from '../document.ts'
import type { StandingDuty } from './not-mentioned.ts'
import { notMentionedIn } from './not-mentioned.ts'

const reason = { zh: '有2条相关记录', en: '2 records' }
const standing = (state: DutyStanding['state'], against: readonly string[] = []) => ({
  duty: 'd',
  state,
  reason,
  windows: [],
  records: [],
  against,
})

const leak: StandingDuty = {
  duty: {
    id: 'no-leak',
    label: { zh: '不发生失泄密', en: 'No leak' },
    require: { kind: 'none', register: 'leak', attest: { per: 'quarter', by: 'lead' } },
  },
  standing: standing('notDone', ['r1', 'r2']),
}
const study: StandingDuty = {
  duty: {
    id: 'study-quarterly',
    label: { zh: '每季度学习', en: 'Study each quarter' },
    require: { kind: 'quota', figure: 'sessions', atLeast: 1, per: 'quarter' },
  },
  standing: standing('overdue'),
}

function claim(given: Partial<Claim>): Claim {
  return {
    id: 'c1',
    kind: 'none',
    text: '',
    state: 'supported',
    reason,
    figure: null,
    duty: null,
    stated: null,
    ledger: null,
    records: [],
    ...given,
  }
}

test('a report that says nothing leaves out each duty that failed, and no other', () => {
  const met = { ...study, standing: standing('met') }
  expect(notMentionedIn([], [leak, study, met])).toEqual([
    { duty: 'no-leak', label: leak.duty.label, kind: 'incident', reason },
    { duty: 'study-quarterly', label: study.duty.label, kind: 'unmet', reason },
  ])
})

const counted = { kind: 'count', figure: 'leaks', stated: 2 } as const

test.each<[string, Partial<Claim>, string[]]>([
  ['says the failing of the duty', { duty: 'no-leak', says: 'fails' }, ['study-quarterly']],
  ['says it of a figure that the duty reads', { figure: 'sessions', says: 'fails' }, ['no-leak']],
  ['counts every incident', { ...counted, records: ['r1', 'r2'] }, ['study-quarterly']],
  ['counts some of them', { ...counted, records: ['r1'] }, ['no-leak', 'study-quarterly']],
  ['counts none', { ...counted, stated: 0, records: [] }, ['no-leak', 'study-quarterly']],
  ['says that there was none', { duty: 'no-leak' }, ['no-leak', 'study-quarterly']],
  ['counts what was done', { ...counted, figure: 'sessions' }, ['no-leak', 'study-quarterly']],
  [
    'says a failing otherwise than the ledger',
    { duty: 'no-leak', says: 'fails', state: 'contradicted' },
    ['no-leak', 'study-quarterly'],
  ],
])('a claim that %s', (_name, given, left) => {
  const found = notMentionedIn([claim(given)], [leak, study])
  expect(found.map(({ duty }) => duty)).toEqual(left)
})
