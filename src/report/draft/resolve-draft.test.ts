import { expect, test } from 'vitest'
import { sampleRecord } from '../../../tests/ledger/sample-record.ts'
import type { DutyStanding } from '../../duty/duty-standing.ts'
import type { FigureValue } from '../../ledger/figure/figure.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { answerTemplate } from '../call/answer.ts'
import type { ReportDocument } from '../document.ts'
import { judgingRules } from '../document.ts'
import { parseTemplate } from '../template/parse-template.ts'
import type { DraftInline, DraftTree } from './draft-tree.ts'
import { openTree } from './open-tree.ts'
import type { ReportSources } from './report-sources.ts'
import { resolveDraft } from './resolve-draft.ts'

const head = '---\nlabel: { zh: 报告, en: Report }\ntitle: "{organisation}{year}年度报告"\n---\n'

function record(id: string, values: Record<string, string>): LedgerRecord {
  return sampleRecord({ id, values, entry: 1 })
}

function figure(id: string, value: FigureValue['value'], records: string[]): FigureValue {
  const once = { zh: '次', en: 'times' }
  const asOf = { size: 9, root: 'AA==' }
  return { figure: id, value, unit: once, period: '2025', definition: once, records, asOf }
}

const figures: Record<string, FigureValue> = {
  'governance-study': figure('governance-study', 3, ['m1', 'm2', 'm3']),
  papers: { ...figure('papers', 9, ['m1']), lastYear: 12 },
  replaced: figure('replaced', { part: 2999, whole: 3000 }, ['m1']),
  thirds: figure('thirds', { part: 2, whole: 3 }, ['m1']),
  empty: figure('empty', 0, []),
}
const records = new Map(['m1', 'm2', 'm3'].map((id) => [id, record(id, { topic: `议题${id}` })]))

const attested: DutyStanding = {
  duty: 'no-leak',
  state: 'met',
  reason: { zh: '各季度均已书面确认', en: 'Attested for every quarter' },
  windows: [],
  records: ['a1'],
  against: [],
}

function sources(standing: DutyStanding = attested): ReportSources {
  return {
    year: 2025,
    asOf: { size: 9, root: 'AA==' },
    words: {},
    organisation: '海棠市档案馆',
    figure: (id) => figures[id] ?? null,
    standing: () => standing,
    answer: () => null,
    duties: () => [],
    requirement: () => 'none',
    record: (id) => records.get(id) ?? null,
    registerOf: () => 'meeting',
    recordsOf: () => [...records.values()],
    fieldText: (one, path) => String(one.values[path] ?? ''),
    fieldLabel: (_register, path) => (path === 'topic' ? '议题' : path),
  }
}

function write(body: string, from = sources()): ReportDocument {
  const { template, faults } = parseTemplate('annual', head + body)
  if (!template) throw new Error(faults.map((one) => `${one.at[0]} ${one.text.en}`).join('\n'))
  return resolveDraft(openTree(template, from), from, { template: template.id })
}

/** The document as a reader sees it, claims in ‹›. */
function plain({ blocks }: ReportDocument): string[] {
  return blocks.map((block) => {
    if (block.kind === 'table')
      return [block.header, ...block.rows].map((r) => r.join('|')).join('/')
    const words = (inlines: typeof block.inlines) =>
      inlines.map((one) => (one.kind === 'claim' ? `‹${one.text}›` : one.text)).join('')
    if (block.kind === 'heading') return block.marker + words(block.inlines)
    const runIn = block.runIn ? block.runIn.marker + words(block.runIn.inlines) : ''
    return runIn + words(block.inlines)
  })
}

test('headings count by level and run-in headings from the last heading', () => {
  const document = write(
    '# 甲\n\n## 乙\n\n**丙**。文\n\n**丁**。文\n\n## 戊\n\n**己**。文\n\n# 庚\n',
  )
  expect(document.title).toBe('海棠市档案馆2025年度报告')
  expect(plain(document)).toEqual([
    '一、甲',
    '（一）乙',
    '一是丙。文',
    '二是丁。文',
    '（二）戊',
    '一是己。文',
    '二、庚',
  ])
})

test('a counted claim states the figure and is supported by its records', () => {
  const document = write(
    '{% $lastYear %}年后，{% claim figure="governance-study" %}研究{% figure id="governance-study" /%}次{% /claim %}。\n',
  )
  expect(plain(document)).toEqual(['2024年后，‹研究3次›。'])
  expect(document.claims).toMatchObject([
    { id: 'c1', kind: 'count', state: 'supported', stated: 3, ledger: 3, text: '研究3次' },
  ])
  expect(document.claims[0]?.records).toEqual(['m1', 'm2', 'm3'])
})

test('a figure outside a claim is a claim of its own, a share is 100 only where it is whole', () => {
  const document = write('更换率{% figure id="replaced" /%}。\n')
  expect(plain(document)).toEqual(['更换率‹99.9%›。'])
  expect(document.claims).toMatchObject([{ figure: 'replaced', state: 'supported' }])
})

test('what was signed before is written again by the rules of then', () => {
  const { template } = parseTemplate('t', `${head}更换率{% figure id="thirds" /%}。\n`)
  if (!template) throw new Error('no template')
  const from = sources()
  const by = (like: Pick<ReportDocument, 'judged'>) =>
    resolveDraft(openTree(template, from), from, { template: 't', like })
  expect(by({})).not.toHaveProperty('judged')
  expect(plain(by({}))).toEqual(['更换率‹66.6%›。'])
  expect(plain(by({ judged: judgingRules }))).toEqual(['更换率‹66.7%›。'])
})

test('each claim takes the state that the ledger gives it', () => {
  const document = write(
    [
      '{% claim figure="governance-study" %}{% blank /%}次{% /claim %}',
      '{% claim figure="gone" %}{% figure id="gone" /%}次{% /claim %}',
      '{% claim figure="empty" %}{% figure id="empty" /%}次{% /claim %}',
      '{% claim compare="papers" %}只减不增{% /claim %}',
      '{% claim duty="no-leak" %}未发生失泄密事件{% /claim %}',
      '{% claim exists="empty" %}建立台账{% /claim %}',
    ].join('\n\n'),
  )
  expect(document.claims.map((claim) => claim.state)).toEqual([
    'blank',
    'blank',
    // A zero that nobody answers for.
    'awaiting',
    'supported',
    'supported',
    'unsupported',
  ])
})

test('a negative is contradicted by a record and waits for whoever must attest it', () => {
  const body = '{% claim duty="no-leak" %}未发生失泄密事件{% /claim %}\n'
  const leaked = write(body, sources({ ...attested, state: 'notDone', against: ['m1'] }))
  expect(leaked.claims).toMatchObject([{ kind: 'none', state: 'contradicted', records: ['m1'] }])
  const waiting = write(body, sources({ ...attested, state: 'awaitingAttestation' }))
  expect(waiting.claims).toMatchObject([{ state: 'awaiting' }])
})

const noLeak = [
  '**保密**。{% claim duty="no-leak" %}全年未发生失泄密事件{% else when="fails" /%}',
  '发生失泄密事件{% shortfall show="count" /%}起（{% shortfall show="days" /%}）',
  '{% else /%}{% /claim %}，{% claim figure="empty" %}培训{% figure id="empty" /%}次{% else /%}',
  '{% /claim %}，{% claim figure="governance-study" %}研究{% figure id="governance-study" /%}次',
  '{% else /%}{% /claim %}。',
].join('')

test('a claim is written by the wording that its own state supports', () => {
  expect(plain(write(noLeak))).toEqual(['一是保密。‹全年未发生失泄密事件›，‹研究3次›。'])
  const leaked = write(noLeak, sources({ ...attested, state: 'notDone', against: ['m1', 'm2'] }))
  expect(plain(leaked)).toEqual(['一是保密。‹发生失泄密事件2起（3月7日）›，‹研究3次›。'])
  expect(leaked.claims).toMatchObject([
    { kind: 'none', says: 'fails', state: 'supported', stated: 2, records: ['m1', 'm2'] },
    { kind: 'count', state: 'supported' },
  ])
  const running = write(noLeak, sources({ ...attested, state: 'onTrack', records: [] }))
  expect(plain(running)).toEqual(['一是保密。‹研究3次›。'])
})

test('a run-in heading of which nothing is left is not written', () => {
  const body =
    '**甲**。{% claim figure="empty" %}甲{% else /%}{% /claim %}。\n\n**乙**。{% $year %}年。\n'
  expect(plain(write(body))).toEqual(['一是乙。2025年。'])
})

test('a claim on a duty that does not bind the unit is left out, with its mark', () => {
  const a = '{% claim duty="a" %}甲{% /claim %}'
  const b = '{% claim everyone="b" %}乙{% else when="fails" /%}未乙{% /claim %}'
  const c = '{% claim duty="c" %}丙{% /claim %}'
  // A figure is counted whether or not a duty asks for it.
  const f = '{% claim figure="empty" %}丁{% /claim %}'
  const bound = (duty: string) => (duty === 'c' ? 'none' : null)
  const from = { ...sources(), requirement: bound }
  const body = [`全年${c}，${a}，${f}。`, `${a}。${c}，${b}。${a}。`, `**戊**。${a}，${b}。`]
  expect(plain(write(body.join('\n\n'), from))).toEqual(['全年‹丙›，‹丁›。', '‹丙›。'])
})

test('words that say a failing are refuted where nothing failed', () => {
  const from = sources({ ...attested, state: 'notDone', against: ['m1'] })
  const { template } = parseTemplate('annual', head + noLeak)
  if (!template) throw new Error('no template')
  const tree = openTree(template, from)
  const mended = resolveDraft(tree, sources(), { template: 'annual' })
  expect(mended.claims[0]).toMatchObject({ says: 'fails', state: 'blank' })
  const typed = {
    ...tree,
    blocks: tree.blocks.map((one) =>
      one.kind === 'paragraph'
        ? { ...one, inlines: [{ kind: 'text' as const, text: '发生失泄密1起', claim: 'c1' }] }
        : one,
    ),
  }
  const states = [sources(), from].map(
    (one) => resolveDraft(typed, one, { template: 'annual' }).claims[0]?.state,
  )
  expect(states).toEqual(['contradicted', 'supported'])
  const two = sources({ ...attested, state: 'notDone', against: ['m1', 'm2'] })
  expect(resolveDraft(typed, two, { template: 'annual' }).claims[0]?.state).toBe('contradicted')
})

test('an each writes its paragraphs once per record, as one claim or none', () => {
  const each =
    '{% each register="meeting" claim="problem" %}\n\n**{% field id="topic" /%}**。\n\n{% /each %}\n'
  const document = write(`# 问题\n\n${each}`)
  expect(plain(document)).toEqual([
    '一、问题',
    '一是‹议题m1›‹。›',
    '二是‹议题m2›‹。›',
    '三是‹议题m3›‹。›',
  ])
  expect(document.claims[1]).toMatchObject({ id: 'c2', kind: 'problem', records: ['m2'] })
  expect(plain(write('{% each figure="empty" none="无。" %}\n\n文\n\n{% /each %}\n'))).toEqual([
    '无。',
  ])
  expect(
    plain(write('{% each figure="empty" none="问题：{blank}。" %}\n\n文\n\n{% /each %}\n')),
  ).toEqual(['问题：X。'])
})

test('a table of records has the labels of its fields as head', () => {
  expect(plain(write('{% records figure="governance-study" fields="topic" /%}\n'))).toEqual([
    '议题/议题m1/议题m2/议题m3',
  ])
})

test('words from a record stand until what they were written from is corrected', () => {
  const each =
    '{% each register="meeting" claim="problem" %}\n\n' +
    '{% field id="topic" /%}{% when field="closed" %}，已销号{% else /%}，未销号{% /when %}。\n\n{% /each %}\n'
  const { template } = parseTemplate('annual', head + each)
  if (!template) throw new Error('the template is wrong')
  const from = sources()
  const tree = openTree(template, from)
  const statesAfter = (correction: Record<string, string>) => {
    const m1 = record('m1', { topic: '议题m1', ...correction })
    const later: ReportSources = {
      ...from,
      record: (id) => (id === 'm1' ? { ...m1, version: 2 } : from.record(id)),
    }
    return resolveDraft(tree, later, { template: template.id }).claims.map(({ state }) => state)
  }
  expect(statesAfter({ note: '另有说明' })).toEqual(['supported', 'supported', 'supported'])
  expect(statesAfter({ topic: '另一议题' })).toEqual(['contradicted', 'supported', 'supported'])
  // What a field did not say is part of the words as well: 未销号.
  expect(statesAfter({ closed: '2026-02-01' })).toEqual(['contradicted', 'supported', 'supported'])
})

test('a table that is an annex leaves the text and is listed below it by its name', () => {
  const source =
    '全年工作。\n\n{% records figure="governance-study" fields="topic" annex="{nextYear}年度议题表" /%}\n'
  const written = write(source)
  expect(plain(written)).toEqual(['全年工作。', '附件：2026年度议题表'])
  expect(written.paper?.attachments).toEqual([
    {
      titleLines: ['2026年度议题表'],
      blocks: [
        {
          kind: 'table',
          header: ['序号', '议题'],
          rows: [
            ['1', '议题m1'],
            ['2', '议题m2'],
            ['3', '议题m3'],
          ],
        },
      ],
    },
  ])
})

const study: FigureValue = {
  figure: 'study',
  value: 3,
  unit: { zh: '次', en: 'times' },
  period: '2025',
  definition: { zh: '学习', en: 'Study' },
  records: ['r1', 'r2', 'r3'],
  asOf: { size: 9, root: 'r' },
}

const studied = {
  year: 2025,
  organisation: '海棠市档案馆',
  asOf: study.asOf,
  figure: () => study,
  answer: () => null,
  duties: () => [],
} as unknown as ReportSources

function claimOf(inlines: readonly DraftInline[]) {
  const tree: DraftTree = {
    v: 1,
    title: '报告',
    addressee: '市委',
    issuer: '',
    number: '',
    signature: '',
    date: '',
    attachments: [],
    blocks: [{ id: 'b1', kind: 'paragraph', runIn: null, inlines }],
    claims: { c1: { by: 'figure', id: 'study', atLeast: false } },
  }
  return resolveDraft(tree, studied, { template: 't' }).claims[0]
}

const words = (text: string): DraftInline => ({ kind: 'text', text, claim: 'c1' })
const number: DraftInline = { kind: 'number', figure: 'study', claim: 'c1' }

test('a count whose number was deleted is blank, not supported', () => {
  expect(claimOf([words('组织学习'), number, words('次')])).toMatchObject({
    state: 'supported',
    stated: 3,
    text: '组织学习3次',
  })
  expect(claimOf([words('组织学习次')])).toMatchObject({ state: 'blank', stated: null })
})

test('a number typed over that of the ledger is held against it', () => {
  expect(claimOf([words('组织学习4次')])).toMatchObject({ state: 'contradicted', stated: 4 })
  expect(claimOf([words('组织学习X次')])).toMatchObject({ state: 'blank' })
})

test('what a report leaves out is listed, and an answer to a call speaks of nothing but what is asked', () => {
  const failed: DutyStanding = { ...attested, state: 'notDone', records: [] }
  const source = { instrument: 'rules', clause: null, verified: false, tier: 'upper-body' } as const
  const owed = { id: 'no-leak', label: { zh: '未失泄密', en: 'No leak' }, part: 'p', source }
  const attest = { per: 'year', by: 'clerk' } as const
  const require = { kind: 'none', register: 'leak-incident', attest } as const
  const from = { ...sources(failed), duties: () => [{ ...owed, require }] }
  const tree = openTree(parseTemplate('annual', `${head}文\n`).template ?? answerTemplate, from)
  const report = resolveDraft(tree, from, { template: 'annual' })
  expect(report.notMentioned?.map(({ duty }) => duty)).toEqual(['no-leak'])
  const answer = resolveDraft(tree, from, { template: answerTemplate.id })
  expect(answer).not.toHaveProperty('notMentioned')
})
