import { expect, it } from 'vitest'
import { dutyWordings, figureWordings } from '../../src/app/draft/wordings-of.ts'
import { proposeAll } from '../../src/report/propose/propose-all.ts'
import { readReport } from '../../src/report/read/read-report.ts'
import { governancePack } from './own-packs.ts'

const pack = await governancePack()
const wordings = [...figureWordings(pack), ...dutyWordings(pack)]

it.each([
  ['书记办公会全年研究全面从严治党工作X次。', 'governance-study'],
  ['班子成员均开展X次全面从严治党专题调研。', 'research-by-leader'],
  ['全年提拔年轻干部X人。', 'young-promotions'],
  ['向乡村选派“第一书记”X人。', 'first-secretaries'],
  ['对道路改造等XX个项目开展了风险评估工作。', 'project-assessments'],
  ['组织开展全面从严治党宣传教育活动不少于X次。', 'education-sessions'],
  ['理论学习中心组全年集体学习X次。', 'study-group-sessions'],
  ['组织党史学习专题宣讲X次。', 'history-talks'],
  ['举办法治专题报告会X次。', 'rule-of-law-report-meetings'],
  ['班子成员宣讲全会精神X次。', 'plenum-talks'],
  ['书记办公会议专题研究意识形态工作 次。', 'ideology-study'],
  ['全年制发文件X件。', 'documents-all'],
  ['全年制发下行文X件。', 'documents-issued'],
  ['召开各类会议X次。', 'meetings-all'],
])('%s is proposed to %s', (sentence, figure) => {
  const text = `一、工作情况\n${sentence}`
  const reading = readReport(text)
  const { proposals } = proposeAll(text, reading, { wordings })
  const counts = reading.claims.filter(({ kind }) => kind === 'count')
  const named = counts.map(({ id }) => {
    const proposal = proposals.get(id)
    return proposal?.by === 'duty' ? proposal.figure : proposal?.id
  })
  expect(named).toEqual([figure])
})
