import { expect, it } from 'vitest'
import { asDone, isOfOneSense, meaningOf, saidBy, saysUndone } from './senses.ts'

function means(own: string, phrases: readonly string[]): boolean {
  const said = saidBy({ own, around: own, sentence: own, paragraph: '' })
  return isOfOneSense(said, meaningOf(phrases), phrases[0] ?? '')
}

it.each([
  ['班子外出调研全面从严治党', ['研究全面从严治党']],
  ['机关党委召开党组会议', ['召开党组会议']],
  ['青年干部参加档案培训', ['档案培训']],
  ['有三项逾期办结', ['办结事项']],
  ['围绕“双减”组织集中学习', ['集中学习']],
  ['围绕消防安全组织集中学习', ['集中学习']],
  ['巡察反馈问题完成整改', ['完成整改']],
])('%s is not %s', (own, phrases) => {
  expect(means(own, phrases)).toBe(false)
})

it.each([
  ['党组外出调研', ['外出调研']],
  ['围绕消防安全组织集中学习', ['消防安全集中学习']],
])('%s is %s', (own, phrases) => {
  expect(means(own, phrases)).toBe(true)
})

it('knows what is said not to have been done, and what it would be', () => {
  expect(saysUndone('没有举办读书会')).toBe(true)
  expect(saysUndone('读书会尚未实现全覆盖')).toBe(true)
  expect(saysUndone('有两项超过规定时限')).toBe(true)
  expect(saysUndone('没有发生火灾')).toBe(false)
  expect(saysUndone('没有人被通报')).toBe(false)
  expect(asDone('读书会尚未实现全覆盖')).toBe('读书会实现全覆盖')
  expect(asDone('两项逾期')).toBe('两项按时完成')
})
