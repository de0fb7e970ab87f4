import { expect, test } from 'vitest'
import { record, sampleContext, sampleDuty, sampleFigures } from '../../tests/duty/sample-year.ts'
import { watched } from '../../tests/ledger/looked-at.ts'
import type { FigureDefinition } from '../ledger/figure/figure.ts'
import { fieldsRead } from '../ledger/figure/reads.ts'
import type { Predicate } from '../ledger/predicate/predicate.ts'
import { readsOfDuty } from './duty-reads.ts'
import type { Requirement } from './requirements/requirement-kinds.ts'
import { requirementKinds } from './requirements/requirement-kinds.ts'
import { standingOf } from './standing.ts'

// Whoever may see a duty, what a signed report opens and which duties are judged again all hang on
// what a kind says that it reads. So each kind is watched while it judges.

const committee: Predicate = { kind: 'committee' }
const followed: Predicate = { id: { answeredBy: { register: 'leak-incident', via: 'what' } } }
const cost: FigureDefinition = {
  id: 'cost',
  label: { zh: '费用', en: 'Cost' },
  unit: { zh: '元', en: 'yuan' },
  measure: { kind: 'sum', register: 'meeting', field: 'cost' },
  where: followed,
  upward: true,
  phrases: [],
}
const figures = new Map([...sampleFigures, [cost.id, cost]])
const perOffice = { kind: 'forEach', office: 'branch', via: 'office' } as const

const rules: readonly Requirement[] = [
  { ...perOffice, require: { kind: 'quota', figure: 'held', atLeast: 1, per: 'quarter' } },
  { ...perOffice, require: { kind: 'term', figure: 'held', years: 3 } },
  { kind: 'task', figure: 'held', by: '2025-06-30' },
  { kind: 'term', figure: 'held', years: 3 },
  {
    kind: 'within',
    workdays: 5,
    after: 'meeting',
    where: committee,
    register: 'meeting',
    via: 'follows',
  },
  { kind: 'held', role: 'lead' },
  { kind: 'hours', role: 'lead', figures: ['time', 'more'], atLeast: 10 },
  { kind: 'everyone', role: 'lead', figure: 'time', atLeast: 1 },
  {
    kind: 'each',
    register: 'meeting',
    where: committee,
    due: { field: 'heldOn' },
    must: { minutes: { exists: true } },
  },
  { kind: 'each', register: 'meeting', must: followed },
  {
    kind: 'none',
    register: 'meeting',
    where: committee,
    attest: { per: 'quarter', by: 'lead' },
  },
  { kind: 'deadline', figure: 'held', by: '03-31' },
  { kind: 'season', figure: 'held', atLeast: 1, from: '11-01', to: '12-31' },
  { kind: 'notMoreThanLastYear', figure: 'held' },
  { kind: 'weekly', figure: 'held', atLeast: 1, except: [] },
  { kind: 'quota', figure: 'cost', atLeast: 1, per: 'year' },
  { kind: 'cap', figure: 'cost', atMost: 9, per: 'year' },
]

/** All that is looked at while a rule is judged, as `meeting.kind 2025`, over eight full years. */
function lookedAt(require: Requirement): ReadonlySet<string> {
  const seen = new Set<string>()
  const watch = (year: number) =>
    ['secretary-meeting', 'committee'].flatMap((kind) => {
      const heldOn = `${year}-12-24`
      const values = { kind, heldOn, present: ['p1'], length: 60, office: 'b1' }
      const meeting = record('meeting', heldOn, {
        ...values,
        cost: { minor: 100, currency: 'CNY' },
      })
      const next = record('meeting', heldOn, { ...values, follows: meeting.id })
      const after = record('leak-incident', heldOn, { what: meeting.id })
      return [meeting, next, after].map((one) =>
        watched(one, ({ register, field, year: on }) => seen.add(`${register}.${field} ${on}`)),
      )
    })
  const context = sampleContext('2025-12-31', {
    figures,
    records: watch(2025),
    lastYearRecords: watch(2024),
    earlierRecords: [2018, 2019, 2020, 2021, 2022, 2023].flatMap(watch),
    holders: () => ['p1'],
    tenures: () => [{ person: 'p1', from: '2018-01-01', to: '2025-12-31' }],
    offices: () => ['b1'],
    officeDays: () => ({ from: '2018-01-01', to: '2025-12-31' }),
  })
  standingOf(sampleDuty(require), context)
  return seen
}

/** The same as it is said. */
function saidOf(require: Requirement): ReadonlySet<string> {
  const reads = readsOfDuty(require, figures) ?? []
  return new Set(
    reads.flatMap((read) =>
      [...fieldsRead(read)].flatMap(([register, fields]) =>
        [...fields].flatMap((field) =>
          Array.from(
            { length: read.since + 1 },
            (_, back) => `${register}.${field} ${2025 - back}`,
          ),
        ),
      ),
    ),
  )
}

test('every kind of requirement is watched', () => {
  expect(new Set(rules.map(({ kind }) => kind))).toEqual(
    new Set(requirementKinds.map(({ kind }) => kind)),
  )
})

test.each(rules.map((rule) => [rule.kind, rule] as const))(
  '%s looks at nothing that it does not say it reads',
  (_kind, rule) => {
    const said = saidOf(rule)
    const beside = [...lookedAt(rule)].filter((one) => !said.has(one))
    // Records are parted by office before anybody asks of which year they are.
    const parted = rule.kind === 'forEach' ? `meeting.${rule.via} ` : null
    const isParted = (one: string) => parted !== null && one.startsWith(parted)
    if (parted !== null) expect([...said].some(isParted)).toBe(true)
    expect(beside.filter((one) => !isParted(one))).toEqual([])
  },
)

test.each(rules.map((rule) => [rule.kind, rule] as const))(
  '%s says no more than it looks at',
  (_kind, rule) => {
    const looked = new Set([...lookedAt(rule)].map((one) => one.replace(/ .*/, '')))
    const said = [...saidOf(rule)].map((one) => one.replace(/ .*/, ''))
    expect(said.filter((one) => !looked.has(one))).toEqual([])
  },
)

test('a requirement that names a figure nobody knows says nothing at all', () => {
  expect(readsOfDuty({ kind: 'deadline', figure: 'gone', by: '03-31' }, figures)).toBe(null)
})

test('records that are not asked about are no record that a duty rests on', () => {
  const asked = rules.flatMap((rule) => ('where' in rule ? [rule] : []))
  const narrowed = asked.map((rule) =>
    readsOfDuty(rule, figures)?.some(({ where }) => where === committee),
  )
  expect(narrowed).toEqual([true, true, true])
})
