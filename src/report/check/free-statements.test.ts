import { expect, it } from 'vitest'
import type { Attachment, Block, ReportDocument } from '../document.ts'
import { freeResults } from '../verify/free-results.ts'
import { findingsOf } from './finalise.ts'
import { charactersMaxDefault } from './form.ts'
import { freeStatements, statedIn } from './free-statements.ts'

function paragraph(text: string): Block {
  return { kind: 'paragraph', inlines: [{ kind: 'text', text }] }
}

function reportWith(body: readonly Block[], attached: readonly Attachment[]): ReportDocument {
  return {
    template: 'annual',
    year: 2025,
    title: '海棠市档案馆关于2025年度工作的报告',
    addressee: '市委',
    issuer: '周明远',
    number: '海档〔2026〕3号',
    blocks: body,
    signature: '海棠市档案馆',
    date: '2026-01-05',
    claims: [],
    asOf: { size: 0, root: '' },
    paper: { titleLines: [], urgency: null, copyTo: null, attachments: attached, annex: 'within' },
  }
}

function attachment(title: string, blocks: readonly Block[] = []): Attachment {
  return { titleLines: [title.slice(0, 8), title.slice(8)], blocks }
}

const rules = { charactersMax: charactersMaxDefault, attachments: ['情况'], overridden: [] }

it('asks nobody about the year in the name of what is attached, but about any other', () => {
  const plan = attachment('2026年度重点任务表')
  const wordsOf = (text: string) =>
    freeStatements(reportWith([paragraph(text)], [plan])).map(({ words }) => words)
  expect(wordsOf('附件：2026年度重点任务表')).toEqual([])
  expect(wordsOf('附件：1.2026年度重点任务表')).toEqual([])
  expect(wordsOf('2026年度重点任务表报市委，2023年的情况照旧。')).toEqual(['2023年'])
})

it('an attachment says nothing that the text could not say: it is asked for, and counted', () => {
  const said = '全年接待查档利用者5000人次，未发生失泄密事件。'
  const document = reportWith([], [attachment('情况', [paragraph('一、概况'), paragraph(said)])])
  const free = freeStatements(document)
  expect(free.map(({ at, block, words }) => [at, block, words])).toEqual([
    [['attachments', 0, 1, 9], null, '5000人次'],
    [['attachments', 0, 1, 16], null, '未发生失泄密事件'],
  ])
  const weights = (of: ReportDocument) =>
    findingsOf(of, { ...rules, wordings: [] })
      .filter(({ at }) => at[0] === 'attachments')
      .map(({ weight }) => weight)
  expect(weights(document)).toEqual(['accept', 'accept'])
  const sentence = said.slice(0, -1)
  const stated = statedIn(document, [{ sentence, by: 'p1' }])
  expect(stated).toEqual([{ sentence, count: 2, by: 'p1' }])
  expect(weights({ ...document, stated })).toEqual(['notice', 'notice'])
  expect(freeResults(document)).toHaveLength(2)
  // One that is still blank keeps the report from being signed.
  const blank = reportWith([], [attachment('情况', [paragraph('召开会议X次。')])])
  expect(weights(blank)).toEqual(['blocks'])
})

it('counts the numbers of a table in an attachment as those of one in the text', () => {
  const table: Block = { kind: 'table', header: ['事项', '数量'], rows: [['走访企业', '12家']] }
  const inText = freeResults(reportWith([table], []))
  expect(inText.map(({ words }) => words)).toEqual(['12家'])
  expect(freeResults(reportWith([], [attachment('情况', [table])]))).toEqual(inText)
})

it('what is still to be written is a blank, and nothing to answer for', () => {
  for (const gap of ['本年度存在的问题：X。', '下一步打算：X。']) {
    const document = reportWith([paragraph(gap)], [])
    const codes = findingsOf(document, { ...rules, wordings: [] }).map(({ code }) => code)
    expect(codes).toContain('report.blank')
    expect(codes).not.toContain('report.unbound')
    const sentence = gap.slice(0, -1)
    expect(statedIn(document, [{ sentence, by: 'p1' }])).toEqual([])
  }
})
