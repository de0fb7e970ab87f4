import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { unitTermsOn } from '../../src/ledger/core/unit-terms.ts'
import type { LedgerRecord } from '../../src/ledger/record/record.ts'
import type { Pack } from '../../src/pack/pack.ts'
import { packOfUnit } from '../../src/pack/pack-of-unit.ts'
import { freeStatements } from '../../src/report/check/free-statements.ts'
import type { Claim, ReportDocument } from '../../src/report/document.ts'
import { renderText } from '../../src/report/render/render-text.ts'
import type { Template } from '../../src/report/template/template.ts'
import type { Moment } from './demo-book.ts'
import { demoSources, freshDraft, packTemplate, templateFrom } from './demo-book.ts'
import { demoWrites, recordsAfter } from './demo-records.ts'
import { governancePack } from './own-packs.ts'

let pack: Pack
let demo: readonly LedgerRecord[]
let templates: readonly Template[]

beforeAll(async () => {
  pack = await governancePack()
  demo = recordsAfter(pack, await demoWrites(pack)).filter(({ state }) => state === 'live')
  templates = ['annual-report', 'first-claims'].map((id) => packTemplate(pack, id))
})

/** What may become of a year: whole registers empty, incidents, no year before, not over yet. */
interface Mutation {
  readonly emptied: readonly string[]
  readonly thinned: number
  readonly leaks: readonly string[]
  readonly isFirst: boolean
  readonly today: string
}

const asItWas: Mutation = {
  emptied: [],
  thinned: 0,
  leaks: [],
  isFirst: false,
  today: '2026-02-01',
}

/** Without these there is nobody who could owe anything. */
const people: ReadonlySet<string> = new Set(['person', 'office', 'membership', 'organisation'])

function mutated({ emptied, thinned, leaks, isFirst, today }: Mutation): readonly LedgerRecord[] {
  const gone = new Set(emptied)
  const kept = demo.filter((one, index) => {
    if (people.has(one.register)) return true
    if (isFirst && (one.occurredOn ?? '') < '2025-01-01') return false
    if (one.occurredOn !== null && one.occurredOn > today) return false
    return !gone.has(one.register) && (thinned === 0 || index % thinned !== 0)
  })
  const [pattern] = demo.filter(({ register }) => register === 'leak-incident')
  if (!pattern) throw new Error('the demo has no leak')
  const more = leaks
    .filter((day) => day <= today)
    .map((day, index) => ({ ...pattern, id: `leak-${index}`, occurredOn: day }))
  return [...kept, ...more]
}

function draftsOf(mutation: Mutation): readonly ReportDocument[] {
  const moment: Moment = { year: 2025, today: mutation.today }
  const sources = demoSources(pack, mutated(mutation), moment)
  return templates.map((template) => freshDraft(template, sources))
}

/** What a fresh draft says that its ledger refutes or does not support. */
function unsound({ claims }: ReportDocument): readonly string[] {
  return claims.filter(isUnsound).map(({ state, text }) => `${state}: ${text}`)
}

function isUnsound({ state, kind }: Claim): boolean {
  if (state === 'supported') return false
  // Somebody's word on a whole year may still be missing; a cause that nobody recorded, too.
  if (state === 'awaiting') return kind !== 'none'
  return !(state === 'blank' && kind === 'problem')
}

/** What somebody would have to accept by name. */
function askedFor(document: ReportDocument): readonly string[] {
  return freeStatements(document)
    .filter(({ read }) => read?.state !== 'blank')
    .map(({ sentence }) => sentence)
}

/** Marks that meet, an empty sentence, a zero that is claimed. */
const broken =
  /[，、；：][，、；。]|。。|^[一二三四五六七八九十]+是[，。]|\D0(?:次|个|项|人|台|条|件)/mu

const day = fc
  .date({ min: new Date('2025-01-01'), max: new Date('2025-12-31'), noInvalidDate: true })
  .map((one) => one.toISOString().slice(0, 10))

function anyMutation(registers: readonly string[]): fc.Arbitrary<Mutation> {
  return fc.record({
    emptied: fc.subarray([...registers]),
    thinned: fc.constantFrom(0, 2, 3, 5),
    leaks: fc.array(day, { maxLength: 7 }),
    isFirst: fc.boolean(),
    today: fc.oneof(fc.constant('2026-02-01'), day),
  })
}

describe('a draft just opened states nothing that the ledger refutes', () => {
  it.each<[string, Partial<Mutation>]>([
    ['the year of the demo', {}],
    ['no meetings', { emptied: ['meeting'] }],
    ['two leaks', { leaks: ['2025-02-03', '2025-11-30'] }],
    ['no projects', { emptied: ['project', 'project-assessment'] }],
    ['a first year', { isFirst: true }],
    ['a year not over', { today: '2025-05-20' }],
    ['nothing at all', { emptied: [...new Set(['meeting', 'study', 'plan-item', 'problem'])] }],
  ])('%s', (_name, change) => {
    for (const document of draftsOf({ ...asItWas, ...change })) {
      expect(unsound(document)).toEqual([])
      expect(askedFor(document)).toEqual([])
      expect(broken.exec(renderText(document))?.[0]).toBeUndefined()
    }
  })

  it('compares a first year with nothing', () => {
    for (const document of draftsOf({ ...asItWas, isFirst: true })) {
      expect(renderText(document)).not.toContain('比2024年')
    }
  })

  it('speaks of no whole year while the year runs', () => {
    for (const document of draftsOf({ ...asItWas, today: '2025-05-20' })) {
      expect(renderText(document)).not.toMatch(/全年|只减不增/u)
    }
    // Nor where somebody's word for a part that is over is missing.
    for (const document of draftsOf({
      ...asItWas,
      emptied: ['attestation'],
      today: '2025-09-20',
    })) {
      expect(renderText(document)).not.toMatch(/全年(?:未|没有)|没有党员干部/u)
    }
  })

  it('calls no rule kept that was not', () => {
    const missed = draftsOf({ ...asItWas, emptied: ['plan-item'], thinned: 2 })
    const kept = ['落实每周集中学习制度', '制定年度干部培训计划', '严格落实“第一议题”']
    for (const said of missed.flatMap(({ claims }) => claims)) {
      if (said.says === 'fails') continue
      expect(kept.filter((words) => said.text.includes(words))).toEqual([])
    }
    const text = missed.map(renderText).join('')
    expect(text).toMatch(/有\d+周没有开展集中学习/u)
    expect(text).toContain('年度干部培训计划没有在3月底前制定')
  })

  it('counts people where it says people, and names what a record does not say', () => {
    const [pattern] = demo.filter(({ register }) => register === 'leak-incident')
    if (!pattern) throw new Error('the demo has no leak')
    const of = (register: string, values: LedgerRecord['values']): LedgerRecord => ({
      ...pattern,
      id: `planted-${register}`,
      register,
      values,
    })
    const sanction = { kind: 'party-warning', ground: 'conduct', people: 3 }
    const trip = { kind: 'official', leftOn: pattern.occurredOn, people: 2 }
    // Nobody wrote how many were due: whether two thirds came is not known.
    const uncounted = demo.map((one) =>
      one.values['kind'] === 'democratic-life' && one.register === 'meeting'
        ? { ...one, values: { ...one.values, due: null } }
        : one,
    )
    const records = [...uncounted, of('discipline', sanction), of('travel', trip)]
    const sources = demoSources(pack, records, { year: 2025, today: '2026-02-01' })
    const text = renderText(freshDraft(packTemplate(pack, 'annual-report'), sources))
    expect(text).toContain('党员干部受到党纪政务处分1起（9月12日），其中受到党纪处分3人次')
    expect(text).toContain('批次没有登记批准文号')
    expect(text).not.toMatch(/没有经过批准|三分之二/u)
  })

  it('heads no paragraph with what nothing under it says', () => {
    const [document] = draftsOf({ ...asItWas, emptied: ['meeting'] })
    expect(document && renderText(document)).not.toContain('第一议题')
  })

  it('leaves nothing hanging on a clause that is not there', () => {
    const emptied = ['plan-item', 'meeting']
    const [document] = draftsOf({ ...asItWas, emptied })
    const text = document ? renderText(document) : ''
    expect(text).toContain('执行党内法规。组织学习党内法规')
    expect(text).not.toContain('到会指导')
    expect(text).toContain('全年没有召开全面从严治党情况分析会')
  })

  it('names no instrument that may not be the one compared, and no way of working laid down', () => {
    for (const document of draftsOf(asItWas)) {
      expect(renderText(document)).not.toMatch(/逐条对照《|推进全员/u)
    }
  })

  it('counts channels, and not how often one was looked at', () => {
    const checks = demo.filter(
      ({ register, occurredOn }) =>
        register === 'channel-check' && occurredOn?.startsWith('2025') === true,
    )
    const channels = new Set(checks.map(({ values }) => values['channel']))
    expect(channels.size).toBeLessThan(checks.length)
    const [document] = draftsOf(asItWas)
    const said = `排查本单位意识形态阵地${channels.size}个`
    expect(document && renderText(document)).toContain(said)
  })

  it('writes how a problem shows before its cause, each sentence ended once', () => {
    const named = demo.map((one) =>
      one.register === 'problem' && one.values['inReport'] === true
        ? { ...one, values: { ...one.values, facts: '表现在发文偏多。', cause: '统筹不够。' } }
        : one,
    )
    const sources = demoSources(pack, named, { year: 2025, today: '2026-02-01' })
    const text = renderText(freshDraft(packTemplate(pack, 'annual-report'), sources))
    expect(text).toContain('一是精文减会还有空间。表现在发文偏多。主要是统筹不够。\n')
  })

  it('says months in a row by the first and the last', () => {
    const missing = /^2025-(?:02|04|05|06|07)/
    const records = demo.filter(
      ({ register, values, occurredOn }) =>
        register !== 'activity' ||
        values['kind'] !== 'themed-day' ||
        !missing.test(occurredOn ?? ''),
    )
    const sources = demoSources(pack, records, { year: 2025, today: '2026-02-01' })
    const text = renderText(freshDraft(packTemplate(pack, 'annual-report'), sources))
    expect(text).toContain('，2月、4月至7月有支部没有按要求开展主题党日')
  })

  it('says quarters in a row so too', () => {
    const records = demo.filter(
      ({ register, values, occurredOn }) =>
        register !== 'study' ||
        values['kind'] !== 'study-group' ||
        !/^2025-(?:0[4-9]|1)/.test(occurredOn ?? ''),
    )
    const sources = demoSources(pack, records, { year: 2025, today: '2026-02-01' })
    const text = renderText(freshDraft(packTemplate(pack, 'annual-report'), sources))
    expect(text).toContain('次，第二季度至第四季度没有组织中心组集体学习')
  })

  it('says nothing twice, and nothing of one as of several', () => {
    // Half of the records, so that nearly every duty of a number of times falls short.
    for (const thinned of [2, 3]) {
      const [document] = draftsOf({ ...asItWas, thinned, emptied: ['criticism'] })
      const text = document ? renderText(document) : ''
      expect(text).not.toMatch(/(?<!\d)1(?:件|项|次|个项目)[^，。]*，[^，。]{0,2}均/u)
      for (const sentence of text.split(/[。；\n]/u)) {
        const clauses = sentence.split('，').map((one) => one.replaceAll(/\d+/gu, ''))
        const begun = clauses.flatMap((one) => (one.length < 9 ? [] : [one.slice(0, 9)]))
        expect(begun.filter((one, index) => begun.indexOf(one) !== index)).toEqual([])
      }
    }
  })

  it('of a ledger that began in November speaks of no whole year that was kept', () => {
    const from = '2025-11-10'
    const since = mutated(asItWas).filter(
      ({ register, occurredOn }) => people.has(register) || (occurredOn ?? '') >= from,
    )
    const [pattern] = since
    if (!pattern) throw new Error('nothing since')
    const start = { ...pattern, id: 'start', register: 'ledger-start', occurredOn: from }
    const records: readonly LedgerRecord[] = [...since, { ...start, values: { from } }]
    const own = packOfUnit(pack, unitTermsOn(records, '2025-12-31'))
    const sources = demoSources(own, records, { year: 2025, today: '2026-02-01' })
    for (const template of templates) {
      const document = freshDraft(template, sources)
      expect(unsound(document)).toEqual([])
      const text = renderText(document)
      expect(text).not.toMatch(/每季度至少|每周集中学习制度|比2024年|全年/u)
      expect(text).toContain('11月10日以来未发生失泄密事件')
      if (document.template === 'annual-report') {
        expect(text).toContain('\n台账自2025年11月10日启用，此前的事项以补录的为准。\n一、')
        expect(askedFor(document)).toEqual([])
      }
    }
  })

  it('any year', () => {
    const registers = [...new Set(demo.map(({ register }) => register))]
    fc.assert(
      fc.property(anyMutation(registers.filter((one) => !people.has(one))), (mutation) => {
        for (const document of draftsOf(mutation)) {
          expect(unsound(document)).toEqual([])
          expect(broken.exec(renderText(document))?.[0]).toBeUndefined()
        }
      }),
      { numRuns: 40 },
    )
  }, 120_000)

  it('finds a template that states it all the same', () => {
    const planted = templateFrom(
      [
        '---\nlabel: { zh: 报告, en: Report }\ntitle: 报告\n---\n',
        '{% claim duty="no-leak" %}全年未发生失泄密事件{% /claim %}，',
        '{% claim figure="project-assessments" %}对{% figure id="project-assessments" /%}个项目评估',
        '{% /claim %}。\n',
      ].join(''),
    )
    const emptied = ['project-assessment']
    const records = mutated({ ...asItWas, emptied })
    const document = freshDraft(planted, demoSources(pack, records, { ...asItWas, year: 2025 }))
    expect(unsound(document)).toEqual([
      'contradicted: 全年未发生失泄密事件',
      'awaiting: 对0个项目评估',
    ])
    expect(renderText(document)).toMatch(broken)
  })
})
