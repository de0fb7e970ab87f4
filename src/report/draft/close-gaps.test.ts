import { expect, test } from 'vitest'
import type { Piece } from './close-gaps.ts'
import { closeGaps } from './close-gaps.ts'

/** `‖` stands where a clause was left out, words in `‹›` are those of a claim. */
function closed(text: string): string {
  const pieces = text.split(/(‖|‹[^›]*›)/).filter((one) => one !== '')
  const inlines = pieces.map((one): Piece => {
    if (one === '‖') return null
    const isClaim = one.startsWith('‹')
    return { kind: 'text', text: one.replace(/[‹›]/g, ''), claim: isClaim ? 'c1' : null }
  })
  return closeGaps(inlines)
    .map((one) => (one.kind === 'text' ? one.text : ''))
    .join('')
}

test.each([
  ['‹甲›，‖，‹乙›。', '甲，乙。'],
  ['‖，‹乙›。', '乙。'],
  ['‹甲›，‖。', '甲。'],
  ['‹甲›；‖，‹乙›。', '甲；乙。'],
  ['‹甲›，‖；‹乙›。', '甲；乙。'],
  ['‹甲›。‖。‹乙›。', '甲。乙。'],
  ['‹甲›，‖，‖，‖。', '甲。'],
  ['‖，‖。‹乙›。', '乙。'],
  ['。‖，‹乙›。', '。乙。'],
  ['。‖，‖。', '。'],
  ['包括：‖、‹乙›。', '包括：乙。'],
  ['‹甲›，‖', '甲'],
  ['‹甲›‖，‹乙›。', '甲，乙。'],
])('%s reads %s', (text, expected) => {
  expect(closed(text)).toBe(expected)
})
