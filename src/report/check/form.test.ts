import { describe, expect, it } from 'vitest'
import type { Block, Claim, ReportDocument } from '../document.ts'
import type { DraftTree } from '../draft/draft-tree.ts'
import type { ReportSources } from '../draft/report-sources.ts'
import { resolveDraft } from '../draft/resolve-draft.ts'
import type { Overridden } from './finalise.ts'
import { findingsOf, mayBeSigned } from './finalise.ts'
import { charactersMaxDefault } from './form.ts'
import { charactersOf } from './form-text.ts'

function paragraph(text: string): Block {
  return { kind: 'paragraph', inlines: [{ kind: 'text', text }] }
}

function heading(level: 1 | 2 | 3 | 4, marker: string, text = '工作情况'): Block {
  return { kind: 'heading', level, marker, inlines: [{ kind: 'text', text }] }
}

const sound: ReportDocument = {
  template: 'annual',
  year: 2025,
  title: '海棠市档案馆关于2025年度工作的报告',
  addressee: '市委',
  issuer: '周明远',
  number: '海档〔2026〕3号',
  blocks: [heading(1, '一、'), paragraph('按照要求开展工作。'), paragraph('特此报告。')],
  signature: '海棠市档案馆',
  date: '2026-01-05',
  claims: [],
  asOf: { size: 0, root: '' },
}

/** The document with 附件说明 as the program writes it. */
function attachedDocument(attachments: readonly string[]): ReportDocument {
  const tree: DraftTree = {
    v: 1,
    title: sound.title,
    addressee: '市委',
    issuer: '',
    number: '',
    signature: '',
    date: '',
    attachments,
    blocks: [],
    claims: {},
  }
  const { blocks } = resolveDraft(tree, { duties: () => [] } as unknown as ReportSources, {
    template: 'annual',
  })
  return { ...sound, blocks: [...sound.blocks, ...blocks] }
}

const rules = {
  charactersMax: charactersMaxDefault,
  attachments: [] as string[],
  overridden: [] as Overridden[],
  wordings: [],
}

function codes(document: Partial<ReportDocument>, given: Partial<typeof rules> = {}): string[] {
  return findingsOf({ ...sound, ...document }, { ...rules, ...given }).map((one) => one.code)
}

function claim(state: Claim['state'], text = '研究3次'): Claim {
  const reason = { zh: '文中写3，台账为2', en: 'The text says 3; the ledger has 2' }
  const rest = { duty: null, stated: 3, ledger: 2, records: [] }
  return { id: 'c1', kind: 'count', text, state, reason, figure: 'study', ...rest }
}

describe('the form of a report', () => {
  it('finds nothing in a sound one', () => {
    expect(codes({})).toEqual([])
  })

  it.each([
    ['report.title.missing', { title: ' ' }],
    ['report.addressee.missing', { addressee: null }],
    ['report.addressee.several', { addressee: '市委、市政府' }],
    ['report.addressee.several', { addressee: '市委和市政府' }],
    ['report.issuer.missing', { issuer: null }],
    ['report.signature.missing', { signature: '' }],
    ['report.date.missing', { date: null }],
    ['report.date.form', { date: '2026-02-30' }],
    ['report.number.missing', { number: null }],
    ['report.number.form', { number: '海档[2026]3号' }],
    ['report.number.form', { number: '海档〔2026〕第3号' }],
    ['report.number.form', { number: '海档〔2026〕03号' }],
    ['report.date.padded', { blocks: [paragraph('按2025年03月01日的文件。')] }],
    ['report.date.padded', { blocks: [paragraph('按2025年3月01日的文件。')] }],
    ['report.secret-mark', { blocks: [paragraph('机密★一年')] }],
    ['report.secrecy-field', { blocks: [paragraph('密级：无')] }],
    ['report.request-ending', { blocks: [paragraph('以上报告当否，请批示。')] }],
    ['report.numbering.gap', { blocks: [paragraph('一、甲'), paragraph('三、乙')] }],
    ['report.numbering.gap', { blocks: [heading(1, '一、'), paragraph('（二）乙')] }],
    ['report.numbering.level', { blocks: [heading(1, '一、'), heading(3, '1.')] }],
    ['report.attachment.unlisted', { blocks: [paragraph('情况见附件1。')] }],
    ['report.attachment.unlisted', { blocks: [paragraph('具体情况见附件。')] }],
    ['report.blank', { blocks: [paragraph('召开会议X次。')] }],
    ['report.unbound', { blocks: [paragraph('召开会议12次。')] }],
  ] as const)('%s', (code, document) => {
    expect(codes(document as Partial<ReportDocument>)).toEqual([code])
  })

  it('names the place that is still blank by its clause and what it stands under', () => {
    const blank = { zh: '还有内容没有写', en: 'Something is still to be written' }
    const cost: Claim = { ...claim('blank', 'X万元'), reason: blank }
    const runIn = { marker: '一是', inlines: [{ kind: 'text', text: '加强培训。' }] } as const
    const inlines = [
      { kind: 'text', text: '举办培训班3期，支出' },
      { kind: 'claim', claim: 'c1', text: 'X万元' },
      { kind: 'text', text: '；全年各类业务培训和岗位练兵活动合计参训的干部职工共有X人次。' },
    ] as const
    const blocks: Block[] = [
      paragraph('召开会议X次。'),
      heading(2, '（二）', '队伍建设'),
      paragraph('配备设备，投入X万元，均已到位。'),
      { kind: 'paragraph', runIn, inlines },
      paragraph('问题的原因是X、Y。'),
    ]
    const attachments = [{ titleLines: ['重点', '任务表'], blocks: [paragraph('共X项。')] }]
    const paper = {
      titleLines: [],
      urgency: null,
      copyTo: null,
      attachments,
      annex: 'within',
    } as const
    const document = { ...sound, blocks, paper, claims: [cost] }
    const found = findingsOf(document, { ...rules, attachments: ['重点任务表'], unwritten: [4] })
    const blanks = found.filter(({ code }) => code === 'report.blank').map(({ text }) => text)
    expect(blanks.map(({ zh }) => zh).toSorted()).toEqual([
      '“一是加强培训”之下的“…培训和岗位练兵活动合计参训的干部职工共有X人次”还空着。',
      '“一是加强培训”之下的“支出X万元”：还有内容没有写。',
      '“召开会议X次”还空着。',
      '“（二）队伍建设”之下的“投入X万元”还空着。',
      '“（二）队伍建设”之下的“问题的原因是X、Y”还空着。',
      '附件“重点任务表”中的“共X项”还空着。',
    ])
    expect(blanks.map(({ en }) => en)).toContain(
      '“投入X万元” under “（二）队伍建设” is still blank.',
    )
    // What can be done about it is looked for by these words alone: others stand beside them.
    expect(found.flatMap(({ at, words }) => (at[1] === 2 ? [words] : []))).toEqual(['X万元'])
  })

  it('leaves alone what only looks like it', () => {
    expect(codes({ addressee: '和平区委' })).toEqual([])
    expect(codes({ blocks: [paragraph('按2025年10月10日的文件。')] })).toEqual([])
    expect(
      codes({ blocks: [paragraph('一、甲'), paragraph('（一）乙'), paragraph('二、丙')] }),
    ).toEqual([])
    const early = [paragraph('向上级请示，请批示。'), ...Array<Block>(5).fill(paragraph('文'))]
    expect(codes({ blocks: early })).toEqual([])
  })

  it.each([1, 2, 3, 10, 30])('takes its own list of %i attachments', (count) => {
    const attachments = Array.from({ length: count }, (_, at) => `盘点表之${at + 1}号`)
    const { blocks } = attachedDocument(attachments)
    expect(blocks).toHaveLength(sound.blocks.length + count)
    expect(codes({ blocks }, { attachments })).toEqual([])
    // What comes before the list is held to its numbering, and to its ending, as without one.
    const gap = [heading(1, '一、'), paragraph('（二）乙'), ...blocks.slice(-count)]
    expect(codes({ blocks: gap }, { attachments })).toEqual(['report.numbering.gap'])
    const asks = [paragraph('以上报告当否，请批示。'), ...blocks.slice(-count)]
    expect(codes({ blocks: asks }, { attachments })).toEqual(['report.request-ending'])
  })

  it.each([
    [['附件：1.分工表', '2.样式']],
    [['附件: １．分工表', '２．样式', '３．名册']],
    [['附件：1.关于进一步落实全面从严治党主体责任的', '若干措施分工表', '2.样式']],
    [Array.from({ length: 12 }, (_, at) => `${at === 0 ? '附件：' : ''}${at + 1}.表${at + 1}`)],
    [['附件：1、分工表', '2、样式', '一、附件一的标题']],
  ])('takes a list of attachments that was typed: %j', (lines) => {
    expect(codes({ blocks: lines.map(paragraph) })).not.toContain('report.numbering.gap')
  })

  it('still sees a gap behind a typed list, and in what only looks like one', () => {
    const behind = ['附件：1.甲', '2.乙', '4.丙'].map(paragraph)
    expect(codes({ blocks: behind })).toContain('report.numbering.gap')
    expect(codes({ blocks: [paragraph('附件：分工表'), paragraph('2.样式')] })).toContain(
      'report.numbering.gap',
    )
  })

  it.each([
    ['report.attachment.name', '资产盘点表。'],
    ['report.attachment.name', '盘点表.xlsx'],
    ['report.attachment.name', '附件1盘点表'],
    ['report.attachment.name', ''],
  ])('%s: “%s”', (code, name) => {
    expect(codes({ blocks: [paragraph(`附件：${name}`)] }, { attachments: [name] })).toEqual([code])
  })

  it('holds an attachment’s own title against the list', () => {
    const blocks = [heading(1, '', '附件1：台账'), paragraph('附件：盘点表')]
    expect(codes({ blocks }, { attachments: ['盘点表'] })).toEqual(['report.attachment.title'])
  })

  it('counts characters as a meter does and holds the cap on both sides', () => {
    const blocks = [paragraph('一 二\n三')]
    expect(charactersOf({ blocks })).toBe(3)
    expect(codes({ blocks }, { charactersMax: 3 })).toEqual([])
    expect(codes({ blocks }, { charactersMax: 2 })).toEqual(['report.length'])
  })
})

describe('claims before the signature', () => {
  it.each(['contradicted', 'awaiting', 'unsupported'] as const)(
    '%s blocks until overridden',
    (state) => {
      const document = { ...sound, claims: [claim(state)] }
      const found = findingsOf(document, rules)
      expect(found.map((one) => [one.code, one.weight, one.at])).toEqual([
        [`report.${state}`, 'override', ['claims', 'c1']],
      ])
      expect(mayBeSigned(found)).toBe(false)
      const overridden = [{ claim: 'c1', words: '研究3次', state }]
      const stands = findingsOf(document, { ...rules, overridden })
      expect(stands.map((one) => one.code)).toEqual(['report.overridden'])
      expect(mayBeSigned(stands)).toBe(true)
    },
  )

  it('an override holds for these words and this finding only', () => {
    const overridden = [{ claim: 'c1', words: '研究3次', state: 'awaiting' as const }]
    const other = { ...sound, claims: [claim('contradicted')] }
    expect(mayBeSigned(findingsOf(other, { ...rules, overridden }))).toBe(false)
    const reworded = { ...sound, claims: [claim('awaiting', '研究4次')] }
    expect(mayBeSigned(findingsOf(reworded, { ...rules, overridden }))).toBe(false)
  })

  it('a number that somebody wrote into bound words is listed, as whoever verifies is told', () => {
    const written = '班子成员共学习34次，研究3次'
    const count = { ...claim('supported', written), figure: 'study', stated: 3, ledger: 3 }
    const found = findingsOf({ ...sound, claims: [count] }, rules)
    expect(found.map((one) => [one.code, one.weight, one.at])).toEqual([
      ['report.numbers-beside', 'notice', ['claims', 'c1']],
    ])
    expect(found[0]?.text.zh).toContain('34')
    const everyone = { ...count, kind: 'everyone' } as const
    expect(findingsOf({ ...sound, claims: [everyone] }, rules)).toHaveLength(1)
    const compared = { ...count, kind: 'compare', text: '研究3次，比上年增加1次' } as const
    for (const one of [{ ...count, text: '研究3次' }, compared]) {
      expect(findingsOf({ ...sound, claims: [one] }, rules)).toEqual([])
    }
  })

  it('a blank blocks whatever anybody says', () => {
    const overridden = [{ claim: 'c1', words: '研究X次', state: 'blank' as const }]
    const document = { ...sound, claims: [claim('blank', '研究X次')] }
    expect(mayBeSigned(findingsOf(document, { ...rules, overridden }))).toBe(false)
  })

  it('bound words are not listed as unbound', () => {
    const inlines = [
      { kind: 'text' as const, text: '全年' },
      { kind: 'claim' as const, claim: 'c1', text: '研究3次' },
      { kind: 'text' as const, text: '，检查5次。' },
    ]
    const blocks: Block[] = [{ kind: 'paragraph', inlines }]
    const found = findingsOf({ ...sound, blocks, claims: [claim('supported')] }, rules)
    expect(found.map((one) => [one.code, one.at])).toEqual([['report.unbound', ['blocks', 0, 9]]])
  })
})
