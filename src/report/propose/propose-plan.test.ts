import { expect, it } from 'vitest'
import { readReport } from '../read/read-report.ts'
import { proposeAll } from './propose-all.ts'
import type { RecordWording } from './wording.ts'

const task = (recordId: string, title: string, ...says: string[]): RecordWording => ({
  recordId,
  kind: 'plan',
  day: '2026-01-14',
  due: '2026-06-30',
  title,
  says: ['任务', '办公室', '2026年6月30日', ...says],
})
const meeting = (recordId: string, day: string, ...says: string[]): RecordWording => {
  return { recordId, kind: 'plan', day, title: says[0] ?? '', says: ['会议安排', ...says] }
}

const WORDINGS = [
  task('reminding', '建立月度到期事项提醒'),
  task('analysis', '每季度专题分析全面从严治党形势'),
  task('papers', '核定文件和会议计划'),
  meeting('group', '2026-02-24', '党组会', '审议2026年度任务分工'),
  meeting('committee', '2026-03-03', '机关党委会', '研究机关党建重点任务'),
]

/** What the plans of a text rest on, with their words; those unbound are absent. */
function bound(sentence: string) {
  const text = `四、下一步打算\n${sentence}。`
  const { reading, proposals } = proposeAll(text, readReport(text), {
    wordings: WORDINGS,
    year: 2025,
  })
  return reading.claims.flatMap(({ id, text: words }) => {
    const of = proposals.get(id)
    return of?.by === 'record' ? [[words, of.id, of.differs ?? 'agrees']] : []
  })
}

it.each([
  ['下一步，我馆将抓好以下工作：建立到期事项月度提醒机制，防止拖延', 'reminding'],
  ['建立按月提醒到期事项的机制，6月底前完成', 'reminding'],
  ['2026年，每个季度专门分析一回全面从严治党的形势', 'analysis'],
  ['坚持一季一分析，专题研判全面从严治党形势', 'analysis'],
  ['拟对2026年的文件和会议事先核定计划', 'papers'],
  ['2月24日召开党组会，审议2026年度任务分工', 'group'],
  ['二月下旬再开党组会', 'group'],
])('%s is a plan of the ledger', (sentence, id) => {
  expect(bound(sentence).map((one) => one.slice(1))).toEqual([[id, 'agrees']])
})

it.each([
  ['按月开展全面从严治党形势专题分析', 'analysis', 'often'],
  ['坚持一月一分析，专题研判全面从严治党形势', 'analysis', 'often'],
  ['2026年3月底前建立到期事项按月提醒机制', 'reminding', 'due'],
  ['建立到期事项月度提醒机制，一季度完成', 'reminding', 'due'],
  ['4月3日召开机关党委会研究机关党建重点任务', 'committee', 'day'],
])('%s says otherwise when or how often it is to be', (sentence, id, differs) => {
  expect(bound(sentence).map((one) => one.slice(1))).toEqual([[id, differs]])
})

it.each([
  ['不再核定文件和会议计划'],
  ['取消月度到期事项提醒'],
  ['核定文件和会议经费计划'],
  ['核定接待和差旅计划'],
  ['由财务科建立月度到期事项提醒'],
  ['每季度专题分析意识形态形势'],
  ['每季度专题分析全面从严治党和意识形态形势'],
  ['每月核定文件和会议计划'],
  ['建立月度到期事项提醒，12月底前完成'],
  ['建立月度到期事项提醒，覆盖全市20家单位'.replace('，', '')],
  ['2月24日召开党组会，审议2026年度财务预算'],
  ['2月24日召开支部党员大会'],
  ['4月8日召开党组会'],
  ['适时召开党组会'],
])('%s is none of the ledger', (sentence) => {
  expect(bound(sentence)).toEqual([])
})

it('leaves what stands beside a known plan as it was, and drops what only leads in', () => {
  const text = '四、下一步打算\n下一步，要：核定文件和会议计划，编印一本画册，办好两个展览。'
  const { reading, proposals } = proposeAll(text, readReport(text), {
    wordings: WORDINGS,
    year: 2025,
  })
  const plans = reading.claims.filter(({ kind }) => kind === 'plan')
  expect(plans.map(({ id, text: words }) => [words, proposals.has(id)])).toEqual([
    ['核定文件和会议计划', true],
    ['编印一本画册，办好两个展览', false],
  ])
  for (const { start, end, text: words } of plans) expect(text.slice(start, end)).toBe(words)
})
