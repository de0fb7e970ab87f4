import { describe, expect, it } from 'vitest'
import { readReport } from './read-report.ts'

const deedsIn = (text: string) => readReport(text).deeds.map(({ text: words }) => words)

describe('deeds', () => {
  it.each([
    ['建立健全保密工作制度，', '建立健全保密工作制度'],
    ['配备专职党务工作者。', '配备专职党务工作者'],
    ['根据人员变动，调整保密机构。', '调整保密机构'],
    ['将党内法规列入学习计划。', '将党内法规列入学习计划'],
    ['各科室每月召开例会。', '各科室每月召开例会'],
  ])('%s is one', (text, deed) => {
    const { claims, deeds } = readReport(`一、工作情况\n${text}`)
    expect([...claims, ...deeds].map(({ text: words }) => words)).toContain(deed)
  })

  it.each([
    '应当建立健全保密制度。',
    '通过开展检查，提升了水平。',
    '下一步将建立保密制度。',
    '全年召开会议3次。',
    '没有开展检查。',
  ])('%s is none', (text) => {
    expect(deedsIn(`一、工作情况\n${text}`)).toEqual([])
  })

  it('a title is none, and what stands among problems is a problem', () => {
    expect(deedsIn('一、开展保密检查\n（一）健全保密制度\n正文。')).toEqual([])
    expect(deedsIn('一、存在的问题\n检查制度没有建立，培训开展得少。')).toEqual([])
  })
})
