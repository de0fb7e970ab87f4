import { expect, test } from 'vitest'
import type { DraftPaper } from './draft-paper.ts'
import { asWritten, paperOf as filledPaper, titleBreaksOf, withAttachments } from './draft-paper.ts'

const said: DraftPaper = {
  titleLines: [],
  urgency: '',
  copyTo: '',
  attachmentTexts: [],
  annex: 'within',
}

const table = {
  kind: 'table',
  header: ['任务', '完成时限'],
  rows: [
    ['民主生活会', '2026年2月'],
    ['专题学习', '2026年6月'],
  ],
} as const

const paperOf = (tree: Parameters<typeof filledPaper>[0]) => filledPaper(tree, () => table)

function papered(paper: Partial<DraftPaper>, attachments: readonly string[] = []) {
  return { title: '关于2025年度工作的报告', attachments, paper: { ...said, ...paper } }
}

test('a draft of which nobody said anything has a plain paper', () => {
  expect(paperOf({ title: '关于2025年度工作的报告', attachments: ['分工表'] })).toEqual({
    titleLines: ['关于2025年度工作的报告'],
    urgency: null,
    copyTo: null,
    attachments: [{ titleLines: ['分工表'], blocks: [] }],
    annex: 'within',
  })
})

test('breaks set by hand stay while they say the title, and give way when it is another', () => {
  const titleLines = ['关于2025年度', '工作的报告']
  const tree = papered({ titleLines })
  expect(titleBreaksOf(tree)).toEqual({ lines: titleLines, proposed: false })
  expect(paperOf(tree).titleLines).toEqual(titleLines)
  expect(titleBreaksOf({ ...tree, title: '关于工作的报告' })).toEqual({
    lines: ['关于工作的报告'],
    proposed: true,
  })
  const typing = papered({ titleLines: ['关于2025年度工作的报告', ''] })
  expect(paperOf(typing).titleLines).toEqual(['关于2025年度工作的报告'])
})

test('the stop behind 抄送 and the marks around a name are set by the paper', () => {
  const paper = paperOf(papered({ copyTo: ' 市纪委，市委办。' }, ['《分工表》', '《甲》和《乙》']))
  expect(paper.copyTo).toBe('市纪委，市委办')
  expect(paper.attachments.map(({ titleLines }) => titleLines.join(''))).toEqual([
    '分工表',
    '《甲》和《乙》',
  ])
})

test('the text of an attachment becomes headings, paragraphs and tables', () => {
  const text = '一、要求\n\n按时完成。\r\n序号\t任务\t时限\n1\t学习\n（一）每月报告。'
  const [one] = paperOf(papered({ attachmentTexts: [text] }, ['安排'])).attachments
  expect(one?.blocks).toEqual([
    { kind: 'heading', level: 1, marker: '一、', inlines: [{ kind: 'text', text: '要求' }] },
    { kind: 'paragraph', inlines: [{ kind: 'text', text: '按时完成。' }] },
    { kind: 'table', header: ['序号', '任务', '时限'], rows: [['1', '学习', '']] },
    { kind: 'paragraph', inlines: [{ kind: 'text', text: '（一）每月报告。' }] },
  ])
})

test('a text stays with its name when names are added, renamed and taken away', () => {
  const tree = papered({ attachmentTexts: ['甲文', '乙文', '丙文'] }, ['甲', '乙', '丙'])
  const texts = (names: readonly string[]) => withAttachments(tree, names).paper?.attachmentTexts
  expect(texts(['甲', '丙'])).toEqual(['甲文', '丙文'])
  expect(texts(['甲', '乙表', '丙'])).toEqual(['甲文', '乙文', '丙文'])
  expect(texts(['新', '甲', '乙', '丙'])).toEqual(['', '甲文', '乙文', '丙文'])
  expect(texts([])).toEqual([])
  expect(withAttachments({ attachments: [] }, ['甲'])).toEqual({ attachments: ['甲'] })
})

test('a table that the ledger fills counts its rows, and may be written by hand from then on', () => {
  const filled = { figure: 'next-steps', fields: ['title', 'due'], of: 'next' } as const
  const tree = papered({ attachmentTexts: [filled] }, ['2026年度任务表'])
  const [one] = paperOf(tree).attachments
  expect(one?.blocks).toEqual([
    {
      kind: 'table',
      header: ['序号', '任务', '完成时限'],
      rows: [
        ['1', '民主生活会', '2026年2月'],
        ['2', '专题学习', '2026年6月'],
      ],
    },
  ])
  const written = one ? asWritten(one) : ''
  const again = paperOf(papered({ attachmentTexts: [written] }, ['2026年度任务表'])).attachments
  expect(again).toEqual([one])
  expect(withAttachments(tree, []).paper?.attachmentTexts).toEqual([])
})
