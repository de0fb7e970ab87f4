import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readReport } from '../../src/report/read/read-report.ts'
import { readMarkedText } from './marked-text.ts'

const FOLDER = join(import.meta.dirname, 'headings')

interface Heading {
  readonly level: number
  readonly marker: string
  readonly title: string
}

const bare = (words: string) => words.replace(/[\s\p{P}\p{Cf}]/gu, '')
const shownMarker = (marker: string) => marker.replace(/[\s\p{Cf}]/gu, '')

function isSame(labelled: Heading, read: Heading): boolean {
  const [short = '', long = ''] = [bare(labelled.title), bare(read.title)].sort(
    (a, b) => a.length - b.length,
  )
  const begins = short.length >= 4 && long.startsWith(short)
  return shownMarker(labelled.marker) === shownMarker(read.marker) && (short === long || begins)
}

/** The pairs of what is labelled and what was read that keep both orders, each taken at once. */
function pairUp(labelled: readonly Heading[], read: readonly Heading[]) {
  const pairs: { labelled: Heading; read: Heading }[] = []
  let from = 0
  for (const heading of labelled) {
    const at = read.findIndex((other, index) => index >= from && isSame(heading, other))
    const found = read[at]
    if (found === undefined) continue
    pairs.push({ labelled: heading, read: found })
    from = at + 1
  }
  return pairs
}

function scoreOf(file: string) {
  const { text, headings } = readMarkedText(readFileSync(join(FOLDER, file), 'utf8').trim())
  const { outline } = readReport(text)
  const pairs = pairUp(headings, outline)
  const right = pairs.filter(({ labelled, read }) => labelled.level === read.level)
  return {
    labelled: headings.length,
    read: outline.length,
    matched: pairs.length,
    right: right.length,
  }
}

function totalOf(letter: string) {
  const files = readdirSync(FOLDER).filter((file) => new RegExp(`^${letter}\\d`).test(file))
  const scores = files.map((file) => ({ file, ...scoreOf(file) }))
  const sum = (key: 'labelled' | 'read' | 'matched' | 'right') =>
    scores.reduce((total, score) => total + score[key], 0)
  const f1 = (2 * sum('matched')) / (sum('labelled') + sum('read'))
  return { scores, f1, levels: sum('right') / sum('matched') }
}

describe('headings of texts that number them in many ways', () => {
  it.each(['a', 'b', 'c'])('%s', (letter) => {
    const total = totalOf(letter)
    const amiss = total.scores.filter(
      ({ labelled, read, right }) => right < Math.max(labelled, read),
    )
    if (amiss.length > 0) console.log(amiss)
    expect(total.f1).toBeGreaterThanOrEqual(0.97)
    expect(total.levels).toBeGreaterThanOrEqual(0.97)
  })
})
