import type { ReportDocument } from '../../src/report/document.ts'
import type { DraftPaper } from '../../src/report/draft/draft-paper.ts'
import { paperOf } from '../../src/report/draft/draft-paper.ts'

const attachments = [
  '2025年度落实全面从严治党主体责任任务分工及完成情况统计表（含各党支部）',
  '2026年度工作安排',
]

const said: DraftPaper = {
  titleLines: [],
  urgency: '加急',
  copyTo: '市纪委监委机关，市委组织部',
  attachmentTexts: [
    '序号\t任务\t责任人\n1\t召开民主生活会\t王建国\n2\t开展“以案促改”学习\t李明',
    '一、总体要求\n按照市委部署，做到“件件有着落”——事事有回音。\n（一）学习\n每季度至少1次。',
  ],
  annex: 'within',
}

const noTable = { kind: 'table', header: [], rows: [] } as const

/** A report with all that a paper may have: a title in two lines, urgency, copies, attachments. */
export function papered(document: ReportDocument, given: Partial<DraftPaper> = {}): ReportDocument {
  const title = '海棠市档案馆关于2025年度落实全面从严治党主体责任情况的报告'
  const listed = attachments.map((name, at) => ({
    kind: 'paragraph' as const,
    inlines: [{ kind: 'text' as const, text: `${at === 0 ? '附件：' : ''}${at + 1}.${name}` }],
  }))
  return {
    ...document,
    title,
    number: '海档发〔2026〕1号',
    issuer: '周明远',
    blocks: [...document.blocks, ...listed],
    paper: paperOf({ title, attachments, paper: { ...said, ...given } }, () => noTable),
  }
}
