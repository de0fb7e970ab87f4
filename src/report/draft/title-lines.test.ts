import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { proposeTitleLines, widthOf } from './title-lines.ts'

const broken: readonly (readonly string[])[] = [
  ['关于2025年度工作的报告'],
  ['海棠市档案馆关于2025年度', '落实全面从严治党主体责任情况的报告'],
  ['中共海棠市档案馆党组', '关于落实意识形态工作责任制情况的报告'],
  ['中共海棠市委办公室', '关于贯彻落实中央八项规定精神情况的报告'],
  ['海棠市市场监督管理局关于2025年度', '法治政府建设情况的报告'],
  ['关于贯彻落实', '《中国共产党重大事项请示报告条例》', '情况的报告'],
  ['关于印发', '《海棠市档案馆2026年工作要点》的通知'],
  ['海棠市档案馆关于报送2025年度', '党风廉政建设和反腐败工作总结的报告'],
  [
    '中共海棠市档案馆党组',
    '关于2025年度履行全面从严治党主体责任、',
    '落实意识形态工作责任制和机关党建',
    '工作责任制情况的报告',
  ],
]

test.each(broken.map((lines) => ({ lines, title: lines.join('') })))(
  '$title',
  ({ lines, title }) => {
    expect(proposeTitleLines(title)).toEqual(lines)
  },
)

const words = fc.constantFrom(
  ...['海棠市档案馆', '关于', '2025年度', '落实', '全面从严治党', '主体责任', '情况', '的', '报告'],
  ...[
    '《',
    '》',
    '（',
    '）',
    '“',
    '”',
    '、',
    '和',
    '第3季度',
    'ABC',
    '整改',
    '保密工作',
    '甲',
    '𠮷',
  ],
)
const anyTitle = fc.array(words, { minLength: 1, maxLength: 60 }).map((all) => all.join(''))

describe('whatever the title', () => {
  test('its lines are the title, none is empty, none wider than the page', () => {
    fc.assert(
      fc.property(anyTitle, (title) => {
        const lines = proposeTitleLines(title)
        expect(lines.join('')).toBe(title)
        for (const line of lines) {
          expect(line).not.toBe('')
          expect(widthOf(line)).toBeLessThanOrEqual(20)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('three lines or four are no hourglass', () => {
    for (const lines of broken.filter(({ length }) => length > 2)) {
      const widths = proposeTitleLines(lines.join('')).map(widthOf)
      const least = widths.slice(1, -1).every((one, at) => {
        const [before, after] = [widths[at] ?? 0, widths[at + 2] ?? 0]
        return one >= Math.min(before, after)
      })
      expect(least, widths.join()).toBe(true)
    }
  })
})
