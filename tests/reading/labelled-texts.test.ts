import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readReport } from '../../src/report/read/read-report.ts'
import type { Span } from './marked-text.ts'
import { f1 } from './overlap.ts'

/** Labelled public texts that stand beside the project and are not part of it. */
const SAMPLES = join(import.meta.dirname, '../../../shared/samples')
const present = existsSync(join(SAMPLES, 'labels'))

interface Label {
  readonly file: string
  /** Only so many code points of the text are labelled; null: all of it. */
  readonly chars: number | null
  readonly headings: readonly { readonly marker: string; readonly title: string }[]
  readonly quantities: readonly { readonly offset: number; readonly text: string }[]
  readonly negatives: readonly { readonly offset: number; readonly text: string }[]
}

function textOf(file: string): string {
  const lines = readFileSync(join(SAMPLES, file), 'utf8').split('\n')
  const body = lines.filter((line) => !line.startsWith('# ')).join('\n')
  return body.replace(/^([^\S\n]*\n)+|(\n[^\S\n]*)+$/g, '')
}

function score(label: Label) {
  const text = textOf(label.file)
  const points = [...text]
  const unit = (point: number) => points.slice(0, point).join('').length
  const limit = label.chars === null ? text.length : unit(label.chars)
  const place = ({ offset, text: words }: { offset: number; text: string }): Span => {
    const start = unit(offset)
    return { start, end: start + words.length }
  }
  const { claims, outline } = readReport(text)
  const within = claims.filter(({ end }) => end <= limit)
  const wanted = label.headings.map(({ marker, title }) => `${marker}${title.slice(0, 4)}`)
  const read = outline.map(({ marker, title }) => `${marker}${title.slice(0, 4)}`)
  return {
    headings: wanted.filter((heading) => read.includes(heading)).length / wanted.length,
    quantities: f1(
      label.quantities.map(place),
      within.filter(({ kind }) => kind === 'count'),
    ),
    negatives: f1(
      label.negatives.map(place),
      within.filter(({ kind }) => kind === 'none'),
    ),
  }
}

describe.skipIf(!present)('labelled texts (skipped without ../shared)', () => {
  const files = present ? readdirSync(join(SAMPLES, 'labels')) : []
  it.each(files)('%s', (file) => {
    const label = JSON.parse(readFileSync(join(SAMPLES, 'labels', file), 'utf8')) as Label
    const scores = score(label)
    expect(scores.headings).toBeGreaterThanOrEqual(0.97)
    expect(scores.quantities).toBeGreaterThanOrEqual(0.9)
    expect(scores.negatives).toBeGreaterThanOrEqual(0.85)
  })

  it('finds all twelve blanks of the annual report', () => {
    expect(readReport(textOf('annual-report-2021.txt')).summary.blank).toBe(12)
  })
})
