import { expect, test } from 'vitest'
import { date } from './date.ts'

const read = (raw: string) => {
  const parsed = date.parse(raw, { id: 'on', type: 'date' } as never, {} as never)
  return parsed.value ?? parsed.faults?.[0]?.text.zh
}

test.each([
  ['二〇二五年三月五日', '2025-03-05'],
  ['二○二五年十二月二十一日', '2025-12-21'],
  ['2025.2.30', '2025年2月没有30日'],
  ['2025年4月31日', '2025年4月没有31日'],
  ['二〇二五年三月', '缺少日，请写明是哪一天'],
  ['2025-03', '缺少日，请写明是哪一天'],
  ['2025/13/1', '不是有效的日期'],
  ['三月五日', '不是有效的日期'],
])('%s is read, or said what is wrong with it', (raw, said) => {
  expect(read(raw)).toBe(said)
})
