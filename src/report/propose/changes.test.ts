import { describe, expect, it } from 'vitest'
import { changesOf } from './changes.ts'

/** Of the number between ⟦ and ⟧. */
function changes(text: string) {
  const start = text.indexOf('⟦')
  const end = text.indexOf('⟧') - 1
  return changesOf(text.replaceAll(/[⟦⟧]/g, ''), { start, end }, 2025)
}

const none = { before: null, by: null, rate: null, course: null }

describe('a number held against the year before', () => {
  it.each([
    ['全年开办讲堂⟦8场⟧，较上年度少3场。', [{ ...none, by: -3, course: 'fewer' }]],
    ['接待来访⟦12件⟧，比2024年增加4件。', [{ ...none, by: 4, course: 'more' }]],
    ['慰问⟦30人⟧（上年为41人）。', [{ ...none, before: 41 }]],
    ['简报由上年的6期增至⟦9期⟧。', [{ ...none, before: 6 }]],
    ['简报从6期压减到⟦4期⟧。', [{ ...none, before: 6 }]],
    ['较上年增加五次，共巡检⟦26次⟧。', [{ ...none, by: 5, course: 'more' }]],
    [
      '印发通知⟦45份⟧，同比下降10.0%。',
      [{ ...none, rate: { value: 10, digits: 1 }, course: 'fewer' }],
    ],
    ['巡检⟦26次⟧，少于上年的28次。', [{ ...none, before: 28, course: 'fewer' }]],
    ['巡检⟦26次⟧，不及上年的28次。', [{ ...none, before: 28, course: 'fewer' }]],
    ['巡检⟦26次⟧，未超过上年的28次。', [{ ...none, before: 28, course: 'notMore' }]],
    ['巡检⟦26次⟧，巡检数少于上年。', [{ ...none, course: 'fewer' }]],
    ['巡检⟦26次⟧，与去年持平。', [{ ...none, course: 'same' }]],
    ['巡检⟦26次⟧，与2024年的28次相比只减不增。', [{ ...none, before: 28, course: 'notMore' }]],
    [
      '巡检⟦26次⟧，比上年减少2次，下降7.1%。',
      [
        { ...none, by: -2, course: 'fewer' },
        { ...none, rate: { value: 7.1, digits: 1 }, course: 'fewer' },
      ],
    ],
  ])('is read with all that is said of it: %s', (text, wanted) => {
    expect(changes(text)).toEqual(wanted)
  })

  it.each([
    ['全年开办讲堂8场，较上年度少⟦3场⟧。', 'within'],
    ['简报由上年的⟦6期⟧增至9期。', 'within'],
    ['开办讲堂⟦8场⟧，比上年翻了两番。', 'unclear'],
    ['开办讲堂⟦8场⟧，比2023年多2场。', 'unclear'],
    ['开办讲堂⟦8场⟧，少于上年3场。', 'unclear'],
    ['开办讲堂⟦8场⟧，没有上年多。', 'unclear'],
    ['开办讲堂⟦8场⟧，比上年预计数多2场。', 'unclear'],
    ['开办讲堂⟦8场⟧，发文比上年多2次。', 'unclear'],
    ['开办讲堂⟦8场⟧，慰问3人，比上年多1人。', 'none'],
    ['报告2024年度工作情况⟦1次⟧。', 'none'],
  ])('is known for what it is: %s %s', (text, wanted) => {
    expect(changes(text)).toBe(wanted)
  })
})
