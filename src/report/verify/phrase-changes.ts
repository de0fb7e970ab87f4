import type { Label } from '../../ledger/label.ts'
import { lookAlike, namingUnseen } from './look-alikes.ts'

/**
 * One phrase of a line that was changed: as it was and as it is, what differs in 【】. A whole phrase
 * taken out or put in has nothing beside it: the other of the two is empty.
 */
export interface PhraseChange {
  readonly was: string
  readonly is: string
  /** What was swapped for something that only looks like it; null where nothing was. */
  readonly alike: Label | null
}

/** Cells of the table of common pieces at most; longer stretches count as one change. */
const cellsMax = 1_000_000
/** Characters shown on either side of what differs. */
const aroundMax = 24

/**
 * The phrases in which two lines differ, each whole up to its punctuation: whoever reads one knows
 * which sentence is meant without counting characters. Numbers stay whole. Equal lines have none.
 */
export function phraseChanges(then: string, now: string): readonly PhraseChange[] {
  return phrasesOf(align(piecesOf(then), piecesOf(now)))
    .filter((phrase) => phrase.some(({ kind }) => kind !== 'kept'))
    .map((phrase) => {
      const [gone, added] = [textOf(phrase, 'gone'), textOf(phrase, 'new')]
      const isWhole = new Set(phrase.map(({ kind }) => kind)).size === 1
      return {
        was: isWhole ? whole(gone) : marked(phrase, 'gone'),
        is: isWhole ? whole(added) : marked(phrase, 'new'),
        alike: lookAlike(gone, added),
      }
    })
}

/** A piece of one of the lines: in both, in the older one only, in the newer one only. */
interface Step {
  readonly kind: 'kept' | 'gone' | 'new'
  readonly text: string
}

/** Numbers and Latin words are whole; every other character is a piece. */
function piecesOf(text: string): readonly string[] {
  return text.match(/\d+(?:[.,]\d+)*%?|[A-Za-z]+|[\s\S]/gu) ?? []
}

function align(then: readonly string[], now: readonly string[]): readonly Step[] {
  const least = Math.min(then.length, now.length)
  let start = 0
  while (start < least && then[start] === now[start]) start += 1
  let ends = 0
  while (ends < least - start && then.at(-1 - ends) === now.at(-1 - ends)) ends += 1
  const step = (kind: Step['kind']) => (text: string) => ({ kind, text })
  return [
    ...then.slice(0, start).map(step('kept')),
    ...between(then.slice(start, then.length - ends), now.slice(start, now.length - ends)),
    ...then.slice(then.length - ends).map(step('kept')),
  ]
}

/** The longest common run of pieces; what is too long for the table changed as a whole. */
function between(then: readonly string[], now: readonly string[]): readonly Step[] {
  const isSmall = then.length * now.length <= cellsMax
  const width = now.length + 1
  const best = new Uint32Array(isSmall ? (then.length + 1) * width : 0)
  const cell = (row: number, column: number) => best[row * width + column] ?? 0
  if (isSmall) {
    for (let row = then.length - 1; row >= 0; row -= 1) {
      for (let column = now.length - 1; column >= 0; column -= 1) {
        best[row * width + column] =
          then[row] === now[column]
            ? cell(row + 1, column + 1) + 1
            : Math.max(cell(row + 1, column), cell(row, column + 1))
      }
    }
  }
  const steps: Step[] = []
  let [row, column] = [0, 0]
  while (row < then.length || column < now.length) {
    const [was, is] = [then[row], now[column]]
    if (isSmall && was !== undefined && was === is) {
      steps.push({ kind: 'kept', text: was })
      row += 1
      column += 1
    } else if (
      is === undefined ||
      (was !== undefined && cell(row + 1, column) >= cell(row, column + 1))
    ) {
      steps.push({ kind: 'gone', text: was ?? '' })
      row += 1
    } else {
      steps.push({ kind: 'new', text: is })
      column += 1
    }
  }
  return steps
}

const ends = /^[，。；：、！？,;!?\s]$/u

/** Cut at punctuation that both lines have. */
function phrasesOf(steps: readonly Step[]): readonly (readonly Step[])[] {
  const phrases: Step[][] = [[]]
  for (const step of steps) {
    if (step.kind === 'kept' && ends.test(step.text)) phrases.push([])
    else phrases.at(-1)?.push(step)
  }
  return phrases
}

function textOf(phrase: readonly Step[], own: 'gone' | 'new'): string {
  return phrase
    .filter(({ kind }) => kind === own)
    .map(({ text }) => text)
    .join('')
}

function whole(words: string): string {
  return namingUnseen(shortened(words, 2 * aroundMax))
}

function marked(phrase: readonly Step[], own: 'gone' | 'new'): string {
  const steps = phrase.filter(({ kind }) => kind === 'kept' || kind === own)
  const first = steps.findIndex(({ kind }) => kind === own)
  const last = steps.findLastIndex(({ kind }) => kind === own)
  const words = (from: number, to: number) =>
    steps
      .slice(from, to)
      .map(({ text }) => text)
      .join('')
  if (first < 0) return whole(words(0, steps.length))
  const before = [...words(0, first)]
  const after = [...words(last + 1, steps.length)]
  return [
    before.length > aroundMax ? `…${before.slice(-aroundMax).join('')}` : before.join(''),
    `【${whole(words(first, last + 1))}】`,
    after.length > aroundMax ? `${after.slice(0, aroundMax).join('')}…` : after.join(''),
  ].join('')
}

function shortened(text: string, most: number): string {
  const characters = [...text]
  return characters.length <= most ? text : `${characters.slice(0, most).join('')}…`
}
