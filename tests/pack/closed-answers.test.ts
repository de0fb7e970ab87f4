import { expect, test } from 'vitest'
import { mayReadDuty, mayReadFigure } from '../../src/app/access/figure-access.ts'
import type { Session } from '../../src/app/ports/store-ports.ts'
import { isDutyTouched } from '../../src/app/year/touched.ts'
import { loadPack } from '../../src/pack/load-pack.ts'
import type { Pack } from '../../src/pack/pack.ts'
import { sha256 } from './own-packs.ts'
import { smallPack } from './small-pack.ts'

// A number over visits that records of a closed register answer would tell what stands there.

const answered = '{ id: { answeredBy: { register: review, via: visit } } }'

const clerk = '  - { id: clerk, label: { zh: 内勤, en: Clerk } }\n'
const leader = '  - { id: leader, label: { zh: 领导, en: Leader } }\n'

interface Closed {
  readonly readers?: string
  readonly viaReaders?: string
  readonly stepReaders?: string
}

/** The small pack, with a register of reviews that point to visits. */
function withReviews(more: Closed): Pack {
  const { readers = '', viaReaders = '', stepReaders = '' } = more
  const { pack, faults } = loadPack(
    {
      ...smallPack,
      'pack.yaml': (smallPack['pack.yaml'] ?? '').replace(clerk, `${clerk}${leader}`),
      'registers/review.yaml': `id: review
label: { zh: 回访, en: Reviews }
date: "on"
title: "{said}"
${readers}
fields:
  - { id: said, type: text, required: true, label: { zh: 内容, en: Words } }
  - { id: on, type: date, required: true, label: { zh: 日期, en: Date } }
  - { id: visit, type: record, register: visit, ${viaReaders} label: { zh: 走访, en: Visit } }
  - id: steps
    type: rows
    max: 9
    ${stepReaders}
    label: { zh: 步骤, en: Steps }
    fields:
      - { id: what, type: text, label: { zh: 内容, en: What } }
`,
      'figures/reviewed.yaml': `- id: reviewed
  label: { zh: 已回访, en: Reviewed }
  unit: 次
  count: visit
  where: ${answered}
- id: steps
  label: { zh: 步骤, en: Steps }
  unit: 个
  distinct: { register: review, field: steps.what }
- id: reviewed-share
  label: { zh: 回访率, en: Share reviewed }
  unit: 次
  share: { register: visit, part: ${answered} }
`,
      'duties/reviewed.yaml': `- id: reviewed-all
  label: { zh: 逐次回访, en: Review every visit }
  part: work
  source: { instrument: own-rule, clause: null, verified: false, tier: own }
  require: { each: visit, must: ${answered} }
- id: reviewed-once
  label: { zh: 每年回访, en: Review once a year }
  part: work
  source: { instrument: own-rule, clause: null, verified: false, tier: own }
  require: { atLeast: 1, of: reviewed, per: year }
`,
    },
    { sha256 },
  )
  if (!pack) throw new Error(JSON.stringify(faults))
  return pack
}

/** The figures and duties of the pack that somebody in this role may see. */
function openTo(role: string, pack: Pack): readonly string[] {
  const session = { actor: { id: 'a', person: null, roles: [role] }, pack } as unknown as Session
  return [
    ...[...pack.figures.values()].filter((one) => mayReadFigure(session, one)),
    ...[...pack.duties.values()].filter((one) => mayReadDuty(session, one)),
  ].map(({ id }) => id)
}

const overVisits = ['visits', 'visits-yearly']
const overReviews = ['reviewed', 'reviewed-share', 'reviewed-all', 'reviewed-once']

test.each([
  ['a register', { readers: 'readers: [leader]' }],
  ['a field', { viaReaders: 'readers: [leader],' }],
] as const)('what answers from %s that is closed is closed with it', (_, closed) => {
  const pack = withReviews(closed)
  const mine = openTo('clerk', pack)
  expect(mine).toEqual(expect.arrayContaining(overVisits))
  expect(overReviews.filter((one) => mine.includes(one))).toEqual([])
  expect(openTo('leader', pack)).toEqual(expect.arrayContaining([...overVisits, ...overReviews]))
})

test('what is counted in rows that are closed is closed with them', () => {
  const pack = withReviews({ stepReaders: 'readers: [leader]' })
  expect(openTo('clerk', pack)).not.toContain('steps')
  expect(openTo('leader', pack)).toContain('steps')
  expect(openTo('clerk', withReviews({}))).toContain('steps')
})

test('what answers from an open register is open to everybody', () => {
  expect(openTo('clerk', withReviews({}))).toEqual(expect.arrayContaining(overReviews))
})

test('a duty is judged again when a record that answers is written, or somebody says a word', () => {
  const pack = withReviews({})
  const moved = (register: string) =>
    [...pack.duties.values()]
      .filter((duty) => isDutyTouched(duty, pack, new Set([register])))
      .map(({ id }) => id)
      .sort()
  const all = ['reviewed-all', 'reviewed-once', 'visits-yearly']
  expect(moved('visit')).toEqual(all)
  expect(moved('review')).toEqual(['reviewed-all', 'reviewed-once'])
  expect(moved('meeting')).toEqual([])
  for (const register of ['statement', 'attestation', 'membership', 'person', 'office']) {
    expect(moved(register), register).toEqual(all)
  }
})
