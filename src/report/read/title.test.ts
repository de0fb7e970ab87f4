import { expect, test } from 'vitest'
import { readTitle } from './title.ts'

const text = '市委：\n现将有关情况报告如下。'

test.each([
  { lines: ['海棠市档案馆关于2025年度', '落实全面从严治党主体责任情况的报告'] },
  { lines: ['关于贯彻落实', '《中国共产党重大事项请示报告条例》', '情况的报告'] },
  { lines: ['中共海棠市档案馆党组', '关于落实意识形态工作责任制情况的报告'] },
  { lines: ['关于2025年度工作的报告'] },
])('a title that is broken into lines is one: $lines', ({ lines }) => {
  expect(readTitle(`${lines.join('\n')}\n\n${text}`, 1_000)).toBe(lines.join(''))
})

test('what only stands above a title is none of it', () => {
  const title = '关于2025年度工作的报告'
  for (const above of ['海档发〔2026〕1号', '海棠市档案馆文件', '现将情况报告如下。', '加急']) {
    expect(readTitle(`${above}\n${title}\n${text}`, 1_000)).toBe(title)
  }
  const notice = '关于印发要点的通知'
  expect(readTitle(`${notice}\n2025年工作要点\n${text}`, 1_000)).toBe(notice)
})
