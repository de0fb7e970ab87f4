import { describe, expect, test } from 'vitest'
import { readReport } from '../read/read-report.ts'
import type { DraftBlock, DraftTree } from './draft-tree.ts'
import { inlinesOf } from './draft-tree.ts'
import { treeOfText } from './tree-of-text.ts'

const text = [
  '海棠市档案馆关于2024年度工作的报告',
  '',
  '市委：',
  '按照要求，现将情况报告如下。',
  '一、工作情况',
  '（一）认真履职。书记办公会研究工作4次，开展调研不少于12次。',
  '一是加强学习。中心组学习十二次，研讨X次。二是改进作风。全年未发生违纪行为。',
  '特此报告。',
  '海棠市档案馆',
  '2025年1月6日',
].join('\n')

const reading = readReport(text)
const counts = reading.claims.filter(({ quantity }) => quantity !== null)
const idOf = (value: number | null) =>
  counts.find(({ quantity }) => quantity?.value === value)?.id ?? ''

function tree(bound: Readonly<Record<string, string>> = {}): DraftTree {
  const bindings = new Map(Object.entries(bound))
  const head = { signature: '海棠市档案馆', title: '海棠市档案馆关于2025年度工作的报告' }
  return treeOfText({ text, reading, bindings }, head)
}

const shown = (block: DraftBlock) =>
  inlinesOf(block)
    .map((one) => (one.kind === 'text' ? one.text : one.kind === 'blank' ? '▢' : `[${one.kind}]`))
    .join('')

describe('a text of last year as this year’s draft', () => {
  test('headings become headings, run-in ones paragraphs, the rest stands word for word', () => {
    const { blocks, addressee, title, signature, date } = tree()
    expect([title, addressee, signature, date]).toEqual([
      '海棠市档案馆关于2025年度工作的报告',
      '市委',
      '海棠市档案馆',
      '',
    ])
    expect(blocks.map((one) => [one.kind, shown(one)])).toEqual([
      ['paragraph', '按照要求，现将情况报告如下。'],
      ['heading', '工作情况'],
      ['heading', '认真履职'],
      ['paragraph', '书记办公会研究工作4次，开展调研不少于12次。'],
      ['paragraph', '加强学习。中心组学习十二次，研讨▢次。'],
      ['paragraph', '改进作风。全年未发生违纪行为。'],
      ['paragraph', '特此报告。'],
    ])
    expect(new Set(blocks.map(({ id }) => id)).size).toBe(blocks.length)
  })

  test('a bound count becomes the place of its figure, with the words around it', () => {
    const { blocks, claims } = tree({ [idOf(4)]: 'governance-study' })
    expect(shown(blocks[3] as DraftBlock)).toBe(
      '书记办公会研究工作[number]次，开展调研不少于12次。',
    )
    expect(claims).toEqual({ c1: { by: 'figure', id: 'governance-study', atLeast: false } })
  })

  test('at least stays at least, and Chinese numerals are numbers too', () => {
    const research = counts.find(({ quantity }) => quantity?.comparator === '>=')?.id ?? ''
    const study = counts.find(({ text: words }) => words.includes('十二'))?.id ?? ''
    const { blocks, claims } = tree({ [research]: 'research', [study]: 'study-sessions' })
    expect(shown(blocks[3] as DraftBlock)).toContain('不少于[number]次')
    expect(shown(blocks[4] as DraftBlock)).toBe('加强学习。中心组学习[number]次，研讨▢次。')
    expect(Object.values(claims).map((one) => 'atLeast' in one && one.atLeast)).toEqual([
      true,
      false,
    ])
  })

  test('a bound blank is filled by the ledger', () => {
    const blank = counts.find(({ quantity }) => quantity?.blank)?.id ?? ''
    expect(shown(tree({ [blank]: 'discussions' }).blocks[4] as DraftBlock)).toContain(
      '研讨[number]次',
    )
  })
})
