import { describe, expect, it } from 'vitest'
import { readReport } from '../read/read-report.ts'
import { figureProposer } from './propose-figure.ts'
import type { FigureWording } from './wording.ts'

const figure = (figureId: string, unit: string, zh: string, phrases: string[]): FigureWording => ({
  figureId,
  unit,
  label: { zh, en: figureId },
  phrases,
  ofEach: false,
  within: [],
  bears: [],
})

const FIGURES = [
  figure('safety-study', '次', '研究安全工作', ['办公会议研究安全工作', '专题研究安全工作']),
  figure('budget-study', '次', '研究预算工作', ['办公会议研究预算工作', '专题研究预算']),
  figure('group-lessons', '次', '中心组学习', ['理论中心组学习', '中心组集体学习']),
  figure('group-discussions', '次', '中心组研讨', ['中心组研讨', '专题研讨']),
  figure('field-trips', '次', '专题调研', ['开展专题调研', '赴基层调研']),
  figure('cadres-trained', '人', '培训干部', ['培训干部', '轮训干部']),
]

function proposed(text: string): readonly (string | null)[] {
  const reading = readReport(text)
  const propose = figureProposer(FIGURES)
  return reading.claims
    .filter(({ kind }) => kind === 'count')
    .map((claim) => propose(text, claim, reading.outline))
}

describe('proposing a figure', () => {
  it.each([
    ['局办公会议专题研究安全工作 次。', ['safety-study']],
    ['局办公会议研究预算工作X次。', ['budget-study']],
    ['全年理论中心组学习X次，研讨X次。', ['group-lessons', 'group-discussions']],
    ['全年轮训干部320名。', ['cadres-trained']],
  ])('%s', (text, expected) => {
    expect(proposed(text)).toEqual(expected)
  })

  it.each([
    '采购桌椅12套。',
    '班子成员均开展X次食品安全专题调研。',
    '组织义务植树3次。',
    '培训干部3次。',
    '研究工作X次。',
  ])('%s stays unbound', (text) => {
    expect(proposed(text)).toEqual([null])
  })
})
