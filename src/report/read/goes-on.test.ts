import { expect, it } from 'vitest'
import { leavesUnsaid } from './goes-on.ts'

function leaves(text: string, claim: string, said = ''): boolean {
  const start = text.indexOf(claim)
  const isSaid = (from: number, to: number) => said !== '' && text.slice(from, to).includes(said)
  return leavesUnsaid(text, { start, end: start + claim.length }, isSaid)
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

it('is silent where what follows rests on something itself', () => {
  expect(leaves('盘点书架9个，个个都修好。', '9个', '个个都修好')).toBe(false)
})
