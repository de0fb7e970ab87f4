import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readReport } from '../../src/report/read/read-report.ts'
import type { ReadClaim } from '../../src/report/read/reading.ts'
import { readMarkedText } from './marked-text.ts'
import { f1, meets } from './overlap.ts'

const FOLDER = join(import.meta.dirname, 'invented')
const source = (file: string) => readFileSync(join(FOLDER, file), 'utf8').trim()
const texts = readdirSync(FOLDER).filter(
  (file) => file.endsWith('.txt') && file !== 'sentences.txt',
)

const SIGNS: Record<string, string> = { '=': '', '>=': '+', '<=': '-', '~': '~' }

/** A quantity as the marks write it. */
function written({ quantity }: ReadClaim): string {
  if (quantity === null) return ''
  const value = quantity.blank || quantity.value === null ? '_' : quantity.value
  return `${typeof value === 'number' ? Number(value.toPrecision(12)) : value}${SIGNS[quantity.comparator]}`
}

interface Named {
  readonly level: number
  readonly marker: string
  readonly title: string
}

/** Where a title in the middle of a sentence ends is a matter of taste; how it begins is not. */
const shown = ({ level, marker, title }: Named) =>
  `${level} ${marker}${title.replace(/[\s\p{P}]/gu, '').slice(0, 4)}`

describe('invented texts of many offices', () => {
  it.each(texts)('%s', (file) => {
    const { text, headings, claims } = readMarkedText(source(file))
    const reading = readReport(text)
    const wanted = headings.map(shown)
    const outline = reading.outline.map(shown)
    const shared = wanted.filter((heading) => outline.includes(heading)).length
    expect((2 * shared) / (wanted.length + outline.length)).toBeGreaterThanOrEqual(0.97)

    const counted = claims.filter(({ kind }) => kind === 'count')
    const counts = reading.claims.filter(({ kind }) => kind === 'count')
    expect(f1(counted, counts)).toBeGreaterThanOrEqual(0.9)
    const said = counted.map((claim) => ({
      marked: Number.isNaN(Number.parseFloat(claim.value))
        ? claim.value
        : claim.value.replace(/^[\d.]+/, (digits) => `${Number(Number(digits).toPrecision(12))}`),
      read: counts.filter((count) => meets(claim, count)).map(written),
    }))
    const right = said.filter(({ marked, read }) => read.length === 0 || read.includes(marked))
    expect(right.length / said.length).toBeGreaterThanOrEqual(0.97)

    const none = (list: readonly { readonly kind: string; start: number; end: number }[]) =>
      list.filter(({ kind }) => kind === 'none')
    expect(f1(none(claims), none(reading.claims))).toBeGreaterThanOrEqual(0.9)
  })
})

describe('invented sentences', () => {
  const cases = source('sentences.txt')
    .split('\n')
    .map((line) => {
      const [marked = '', traps = ''] = line.split('\tT:')
      return { ...readMarkedText(marked), traps: traps.split('|').filter((trap) => trap !== '') }
    })

  it.each(['count', 'none', 'everyone', 'compare', 'event', 'plan', 'problem'])('%s', (kind) => {
    const read = cases.map(({ text, claims }) => {
      const found = readReport(text).claims.filter((claim) => claim.kind === kind)
      const marked = claims.filter((claim) => claim.kind === kind)
      return {
        hits: marked.filter((claim) => found.some((other) => meets(claim, other))).length,
        extra: found.filter((claim) => !marked.some((other) => meets(claim, other))).length,
        marked: marked.length,
      }
    })
    const sum = (key: 'hits' | 'extra' | 'marked') =>
      read.reduce((total, one) => total + one[key], 0)
    const score = (2 * sum('hits')) / (sum('marked') + sum('hits') + sum('extra'))
    expect(score).toBeGreaterThanOrEqual(0.95)
  })

  it('holds no trap that is counted', () => {
    const counted = cases.flatMap(({ text, traps }) => {
      const counts = readReport(text).claims.filter(({ kind }) => kind === 'count')
      return traps.filter((trap) => {
        const start = text.indexOf(trap)
        return counts.some((count) => meets({ start, end: start + trap.length }, count))
      })
    })
    expect(counted).toEqual([])
  })
})
