import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alikePassages } from './alike-passages.ts'
import { bareLetters } from './bare-letters.ts'
import { likenessAmong } from './likeness-among.ts'
import { shingleLength, shinglesOf } from './shingles.ts'

const last = [
  '一年来，我馆认真落实全面从严治党主体责任，书记办公会专题研究4次。',
  '特此报告。',
  '一是加强档案库房安全管理，逐柜核对温湿度记录，发现问题当场整改。',
].join('\n')

describe('passages alike', () => {
  test('a sentence that stands word for word is found with its passage', () => {
    const draft =
      '新写的开头一句话，与去年完全不同。一是加强档案库房安全管理，逐柜核对温湿度记录，发现问题当场整改。'
    const [found, ...more] = alikePassages(draft, [{ id: '2024', text: last }])
    expect(more).toEqual([])
    expect(found?.kind).toBe('verbatim')
    expect(draft.slice(found?.start, found?.end)).toBe(
      '一是加强档案库房安全管理，逐柜核对温湿度记录，发现问题当场整改',
    )
    expect(last.slice(found?.passage.start, found?.passage.end)).toBe(
      '一是加强档案库房安全管理，逐柜核对温湿度记录，发现问题当场整改',
    )
    expect(found?.source).toBe('2024')
  })

  test('other marks, spaces and full-width forms do not hide a copy', () => {
    const draft = '一是加强档案库房安全管理, 逐柜核对温湿度记录,　发现问题当场整改'
    expect(alikePassages(draft, [{ id: '2024', text: last }])[0]?.kind).toBe('verbatim')
  })

  test('a changed number makes it close, not the same', () => {
    const draft = '一年来，我馆认真落实全面从严治党主体责任，书记办公会专题研究6次。'
    const [found] = alikePassages(draft, [{ id: '2024', text: last }])
    expect(found?.kind).toBe('close')
    expect(found?.share).toBeLessThan(1)
  })

  test('what everybody says, and what nobody said before, is left alone', () => {
    const draft = '特此报告。我们把库房搬迁分成三批，先搬民国档案，再搬照片和实物。'
    expect(alikePassages(draft, [{ id: '2024', text: last }])).toEqual([])
  })

  test('of several texts the likest passage is shown', () => {
    const near = '一是加强档案库房安全管理，逐柜核对温湿度记录，发现隐患立即上报。'
    const others = [
      { id: 'near', text: near },
      { id: 'same', text: last },
    ]
    const draft = '一是加强档案库房安全管理，逐柜核对温湿度记录，发现问题当场整改。'
    expect(alikePassages(draft, others)[0]).toMatchObject({ kind: 'verbatim', source: 'same' })
  })
})

describe('likeness among many', () => {
  const words = fc.string({
    unit: fc.constantFrom(...'党委学习研究整改落实会议报告'),
    maxLength: 60,
  })

  test('it equals counting shingles pair by pair', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (texts) => {
        const sets = texts.map((text) => new Set(shinglesOf(bareLetters(text).text)))
        const expected = sets.flatMap((one, at) =>
          sets.slice(at + 1).flatMap((other, after) => {
            const shorter = Math.min(one.size, other.size)
            const share = shorter === 0 ? 0 : [...one].filter((h) => other.has(h)).length / shorter
            return share >= 0.3 ? [`${at} ${at + 1 + after} ${share}`] : []
          }),
        )
        const found = likenessAmong(texts, { atLeast: 0.3 })
        expect(found.map(({ one, other, share }) => `${one} ${other} ${share}`).sort()).toEqual(
          expected.sort(),
        )
      }),
    )
  })

  test('a text inside a longer one is wholly like it', () => {
    const [pair] = likenessAmong([last, `${last}\n另有一段不同的文字写在后面，说明其他情况。`], {
      atLeast: 0.5,
    })
    expect(pair).toEqual({ one: 0, other: 1, share: 1 })
  })

  test('empty and short texts are like nothing', () => {
    expect(likenessAmong(['', '', '。，'], { atLeast: 0.01 })).toEqual([])
    expect(shinglesOf('短')).toHaveLength(1)
    expect(shinglesOf('x'.repeat(shingleLength + 2))).toHaveLength(3)
  })

  test('too many at a time are refused', () => {
    const many = Array.from({ length: 2_001 }, () => '')
    expect(() => likenessAmong(many, { atLeast: 0.5 })).toThrow(RangeError)
  })
})
