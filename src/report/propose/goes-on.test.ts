import { expect, it } from 'vitest'
import type { Telling } from './goes-on.ts'
import { leavesUnsaid } from './goes-on.ts'

function leaves(text: string, claim: string, said = '', by: Telling = 'other'): boolean {
  const start = text.indexOf(claim)
  const isSaid = (from: number, to: number) => said !== '' && text.slice(from, to).includes(said)
  return leavesUnsaid(text, { start, end: start + claim.length, by }, isSaid)
}

it.each([
  ['盘点书架⟦9个⟧，个个都修好。', true],
  ['盘点书架⟦9个⟧，已悉数修好。', true],
  ['盘点书架⟦9个⟧均已修好。', true],
  ['盘点书架⟦9个⟧，粉刷墙面3处。', false],
  ['盘点书架⟦9个⟧。个个都修好。', false],
  ['盘点书架⟦9个⟧，读者都很高兴。', false],
])('%s leaves something unsaid: %s', (marked, wanted) => {
  const [, claim = ''] = /⟦(.*)⟧/.exec(marked) ?? []
  expect(leaves(marked.replaceAll(/[⟦⟧]/g, ''), claim)).toBe(wanted)
})

/** Clauses that go on from what was done, whatever it was. */
const further = [
  ['按期率为96%', true],
  ['3月、9月各一次', true],
  ['下半年漏报', true],
  ['另一份至今没有', true],
  ['上半年多于下半年', true],
  ['为读者提供了方便', false],
] as const

it.each(['修好书架', '清点馆藏', '粉刷墙面'])(
  'takes %s for no whole where more is told',
  (deed) => {
    for (const [more, wanted] of further) {
      expect(leaves(`${deed}，${more}。`, deed, '', 'deed'), more).toBe(wanted)
    }
  },
)

it('takes what follows a record for said where its numbers are those of the record', () => {
  const by = { numbers: new Set([6]) }
  expect(leaves('6月25日自查，查出问题6个。', '6月25日自查', '', by)).toBe(false)
  expect(leaves('6月25日自查，查出问题5个。', '6月25日自查', '', by)).toBe(true)
})

it('is silent where what follows rests on something itself', () => {
  expect(leaves('盘点书架9个，个个都修好。', '9个', '个个都修好')).toBe(false)
})
