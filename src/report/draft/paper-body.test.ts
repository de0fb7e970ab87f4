import { expect, test } from 'vitest'
import { readReport } from '../read/read-report.ts'
import { bodyOfPaper } from './paper-body.ts'
import { treeOfText } from './tree-of-text.ts'

const body = '关于2025年工作的报告\n市委：\n一、工作情况\n召开会议12次。'
const end = '海棠市档案馆\n2026年1月5日'
const annex = '附：核验说明\n日志：taizhang/x\n1\t召开会议12次\t12\t已证明'

test('head and annex of a sealed file are no part of what a new paper begins with', () => {
  const head = '海棠市档案馆文件\n海档〔2026〕3号 签发人：周明远\n'
  const paper = `${body}\n${end}`
  for (const [given, start] of [
    [paper, 0],
    [`${paper}\n${annex}`, 0],
    [`${head}${paper}\n${annex}\n海棠市档案馆 2026年1月5日印发`, head.length],
  ] as const) {
    expect(bodyOfPaper(given)).toEqual({ text: paper, start })
  }
})

test('urgency, attachments, copies and imprint are no part of it either', () => {
  const head = '加急\n海棠市档案馆文件\n海档〔2026〕3号 签发人：周明远\n'
  const paper = `${body}\n附件：1.分工表\n2.样式\n\n${end}`
  const attached = '附件1\n\n分工表\n序号\t任务\n附件2\n样式\n一、要求'
  const imprint = '抄送：市纪委。\n海棠市档案馆\t2026年1月5日印发'
  for (const [given, start] of [
    [`${head}${paper}\n${attached}\n${imprint}`, head.length],
    [`加急\n${paper}\n${imprint}`, 3],
    [`${paper}\n\n海棠市档案馆\t2026年1月5日印发`, 0],
  ] as const) {
    expect(bodyOfPaper(given)).toEqual({ text: paper, start })
  }
})

test('a text that only speaks of such things is left whole', () => {
  const text = `关于文件\n海档〔2026〕3号说明的情况\n见附：核验说明。\n${body}`
  expect(bodyOfPaper(text).text).toContain('召开会议12次')
  expect(bodyOfPaper(text).text).toContain('见附：核验说明。')
})

test.each([
  [
    ['附件：1.分工表', '2.样式'],
    ['分工表', '样式'],
  ],
  [['附件：分工表'], ['分工表']],
  [
    Array.from({ length: 10 }, (_, at) => `${at === 0 ? '附件：' : ''}${at + 1}.表`),
    Array(10).fill('表'),
  ],
  [['附件：1.分工表', '3.样式'], []],
])('the list of attachments becomes that of the draft: %j', (lines, attachments) => {
  const text = `${body}\n${lines.join('\n')}\n${end}`
  const given = { text, reading: readReport(text), bindings: new Map<string, string>() }
  const tree = treeOfText(given, { signature: '海棠市档案馆', title: '报告' })
  expect(tree.attachments).toEqual(attachments)
})
