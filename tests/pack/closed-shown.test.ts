import { expect, test } from 'vitest'
import { loadPack } from '../../src/pack/load-pack.ts'
import { sha256 } from './own-packs.ts'
import { smallPack } from './small-pack.ts'

// A pack that would show, in whatever way, what one of its own fields keeps for some readers.

const roles = `  - { id: clerk, label: { zh: 内勤, en: Clerk } }
  - { id: leader, label: { zh: 领导, en: Leader } }
  - { id: auditor, label: { zh: 审计, en: Auditor } }
`

const closed = 'readers: [leader],'

interface Parts {
  /** Readers of the day of a finding. */
  readonly on?: string
  /** Readers of the register of replies, which answer findings. */
  readonly replies?: string
  /** What else the register of findings says. */
  readonly says?: string
  /** Options of the field that a sheet keeps in words. */
  readonly words?: string
  readonly title?: string
}

function faultsOf({ on = '', replies = '', says = '', words = '', title = '{about}' }: Parts) {
  const { faults = [], pack } = loadPack(
    {
      ...smallPack,
      'pack.yaml': (smallPack['pack.yaml'] ?? '').replace(/ {2}- \{ id: clerk.*\n/, roles),
      'registers/finding.yaml': `id: finding
label: { zh: 自查发现, en: Findings }
date: "on"
title: "${title}"
fields:
  - { id: about, type: text, required: true, label: { zh: 事项, en: About } }
  - { id: "on", type: date, required: true, ${on} label: { zh: 日期, en: Date } }
  - { id: limit, type: number, label: { zh: 上限, en: Limit } }
  - { id: open, type: yesNo, label: { zh: 公开, en: Open } }
  - { id: year, type: year, label: { zh: 年度, en: Year } }
  - { id: due, type: date, label: { zh: 时限, en: Due } }
  - { id: owner, type: person, label: { zh: 责任人, en: Owner } }
  - { id: earlier, type: record, register: finding, label: { zh: 前一件, en: Earlier } }
  - { id: notes, type: longText, label: { zh: 备注, en: Notes } }
  - { id: asked, type: number, ${closed} label: { zh: 涉及金额, en: Asked }${words} }
  - { id: paid, type: number, readers: [leader, auditor], label: { zh: 实付, en: Paid } }
  - { id: heard, type: number, readers: [clerk, leader], label: { zh: 听取, en: Heard } }
  - { id: inner, type: longText, ${closed} label: { zh: 内情, en: Inner } }
  - { id: sealed, type: yesNo, ${closed} label: { zh: 密, en: Sealed } }
  - { id: sealedOn, type: date, ${closed} label: { zh: 定密日期, en: Sealed on } }
  - { id: handler, type: person, ${closed} label: { zh: 经办人, en: Handled by } }
  - id: steps
    type: rows
    max: 9
    label: { zh: 步骤, en: Steps }
    fields:
      - { id: cost, type: number, label: { zh: 花费, en: Cost } }
      - { id: excess, type: number, ${closed} label: { zh: 多报, en: Claimed too much } }
      - { id: said, type: text, label: { zh: 说明, en: Said } }
${says}
`,
      'registers/reply.yaml': `id: reply
label: { zh: 答复, en: Replies }
date: "on"
title: "{said}"
${replies}
fields:
  - { id: said, type: text, required: true, label: { zh: 内容, en: Words } }
  - { id: "on", type: date, required: true, label: { zh: 日期, en: Date } }
  - { id: to, type: record, register: finding, label: { zh: 自查发现, en: To } }
`,
    },
    { sha256 },
  )
  if (pack === undefined && faults.length === 0) throw new Error('neither pack nor faults')
  return faults.map(({ code, file, key }) => [code, file, key])
}

function check(must: string, when?: string): Parts {
  const asked = when === undefined ? '' : ` when: ${when},`
  const message = 'message: { zh: 不符, en: Wrong }'
  return { says: `checks:\n  - { id: sums,${asked} must: ${must}, ${message} }` }
}

const answered = '{ id: { answeredBy: { register: reply, via: to } } }'

test.each<[string, Parts]>([
  ['a bound of its own', check('{ asked: { atMost: 100 } }')],
  ['readers that are the same but for who audits', check('{ asked: { atMost: $paid } }')],
  ['nothing but open fields', check('{ limit: { atMost: 9 } }', '{ open: true }')],
  [
    'columns of rows that only their readers write',
    check('{ steps: { every: { excess: { atMost: $cost } } } }'),
  ],
  ['open columns of such rows', check('{ steps: { every: { cost: { atMost: $limit } } } }')],
  ['an open register that answers', check(answered)],
])('a check may look at %s', (_, parts) => {
  expect(faultsOf(parts)).toEqual([])
})

test.each<[string, Parts]>([
  ['compares them with an open one', check('{ limit: { atLeast: $asked } }')],
  [
    'asks for an open one where they say so',
    check('{ notes: { exists: true } }', '{ sealed: true }'),
  ],
  ['compares two with other readers', check('{ asked: { atMost: $heard } }')],
  ['asks one of several for them', check('{ any: [{ open: true }, { not: { sealed: true } }] }')],
  [
    'compares a closed column with the record',
    check('{ steps: { some: { excess: { atMost: $limit } } } }'),
  ],
  [
    'compares by a share of them',
    check('{ steps: { every: { cost: { ratio: { of: $heard, atLeast: 1/2 } } } } }'),
  ],
  ['asks what answers, and them', check(`{ any: [${answered}, { sealed: true }] }`)],
  ['asks a closed register', { ...check(answered), replies: 'readers: [leader]' }],
])('a check that %s is refused', (_, parts) => {
  expect(faultsOf(parts)).toEqual([
    ['pack.register.check.closed', 'registers/finding.yaml', 'checks.0'],
  ])
})

const way = (second: string) => ({
  says: `stages:
  - { id: come, label: { zh: 收到, en: Come } }
  - { id: done, label: { zh: 办结, en: Done }, ${second} }`,
})
const reached = 'when: { open: true }'

const task = (name: string, field: string): Parts => {
  const names = { title: 'notes', owner: 'owner', due: 'due', doneOn: 'due', [name]: field }
  const said = Object.entries(names).map(([key, id]) => `${key}: ${id}`)
  return { says: `plays: { task: { ${said.join(', ')} } }` }
}

const returns = (over: Readonly<Record<string, string>>): Parts => {
  const names = { same: 'about', after: 'due', via: 'earlier', ruledOut: 'open', ...over }
  const said = Object.entries(names).map(([key, id]) => `${key}: ${id}`)
  return { says: `returns: { years: 2, ${said.join(', ')} }` }
}

test.each<[string, Parts, string]>([
  ['the day of the register', { on: closed }, 'date'],
  ['a stage', way('when: { sealed: true }'), 'stages.1.when'],
  [
    'a stage by who answers',
    { ...way(`when: ${answered}`), replies: 'readers: [leader]' },
    'stages.1.when',
  ],
  ['the day of a stage', way(`${reached}, on: sealedOn`), 'stages.1.on'],
  ['the last day of a stage', way(`${reached}, due: sealedOn`), 'stages.1.due'],
  ['who declares a stage', way(`${reached}, by: { person: handler }`), 'stages.1.by.person'],
  [
    'who may not',
    way(`${reached}, by: { person: owner, never: [handler] }`),
    'stages.1.by.never.0',
  ],
  [
    'which year is asked',
    { says: 'yearOf: { field: year, asked: [{ where: { sealed: true } }] }' },
    'yearOf.asked.0.where',
  ],
  ['what came back', returns({ after: 'sealedOn' }), 'returns.after'],
  ['what did not', returns({ ruledOut: 'sealed' }), 'returns.ruledOut'],
  ['what a task is called', task('title', 'inner'), 'plays.task.title'],
  ['when a task is due', task('due', 'sealedOn'), 'plays.task.due'],
  ['what goes on of a task', task('carries', '[inner]'), 'plays.task.carries.0'],
  ['a note of a task', task('progress', 'steps, noted: said'), ''],
])('%s shows nothing closed', (_, parts, at) => {
  const where = ['pack.register.field.closed', 'registers/finding.yaml', at]
  expect(faultsOf(parts)).toEqual(at === '' ? [] : [where])
})

test('a title names no closed field', () => {
  expect(faultsOf({ title: '{about} {inner}' })).toEqual([
    ['pack.register.title.restricted', 'registers/finding.yaml', 'title'],
  ])
})

test('what a sheet says and a closed field cannot take is kept for its readers', () => {
  expect(faultsOf({ words: ', inWords: inner' })).toEqual([])
  expect(faultsOf({ words: ', inWords: notes' })).toEqual([
    ['pack.register.in-words.closed', 'registers/finding.yaml', 'fields.9.inWords'],
  ])
})

test('a pack that was adopted before this was asked is still read', () => {
  const files = {
    ...smallPack,
    'registers/visit.yaml': (smallPack['registers/visit.yaml'] ?? '').replace(
      'id: on, type: date,',
      '$& readers: [clerk],',
    ),
  }
  expect(loadPack(files, { sha256 }).faults?.map(({ code }) => code)).toContain(
    'pack.register.field.closed',
  )
  expect(loadPack(files, { sha256 }, { isAdopted: true }).pack?.id).toBe('small')
})
