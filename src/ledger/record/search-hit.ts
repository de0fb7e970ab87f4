import type { Lang } from '../label.ts'
import { readableValues } from '../register/readable.ts'
import type { Field, Register } from '../register/register.ts'
import type { TextContext } from '../register/title.ts'
import { fieldText } from '../register/title.ts'
import type { Values } from '../value.ts'
import { searchForm } from './search-text.ts'

/** A piece of a text: what was looked for, or what stands around it. */
export interface Piece {
  readonly text: string
  readonly isHit: boolean
}

/** The field of a record in which a search found something, and the words around it. */
export interface SearchHit {
  readonly field: Field
  readonly pieces: readonly Piece[]
}

/** The words of a question, each of which a record must hold. */
export function wordsSought(search: string): readonly string[] {
  return [...new Set(searchForm(search).split(' '))].filter((word) => word !== '')
}

/** Whether a text holds every one of the words, as a search compares them. */
export function holdsAll(text: string, words: readonly string[]): boolean {
  const form = searchForm(text)
  return words.every((word) => form.includes(word))
}

/**
 * Where a record holds what was looked for: the first field with the most of the words. Only what
 * the search itself looks in is looked at, so that a field with readers of its own never shows.
 * Null: no field says it now, as with the earlier name of a person.
 */
export function searchHit(
  { register, values }: { readonly register: Register; readonly values: Values },
  words: readonly string[],
  { lang, ...context }: TextContext & { readonly lang: Lang },
): SearchHit | null {
  const { readers: _, ...open } = register
  const seen = readableValues(open, values, []).values
  const langs: readonly Lang[] = lang === 'zh' ? ['zh', 'en'] : ['en', 'zh']
  const texts = register.fields.flatMap((field) =>
    langs.map((one) => {
      const text = fieldText({ register, values: seen, id: field.id }, context, one)
      return { field, text, held: words.filter((word) => holdsAll(text, [word])).length }
    }),
  )
  // Of equal ones the first field of the form.
  const [best] = texts.filter(({ held }) => held > 0).sort((one, other) => other.held - one.held)
  return best ? { field: best.field, pieces: excerptOf(piecesOf(best.text, words)) } : null
}

/** A text with every place of the words apart; together the pieces are the text. */
export function piecesOf(text: string, words: readonly string[]): readonly Piece[] {
  const { form, at } = levelled(text)
  const pieces: Piece[] = []
  const add = ({ from, to, isHit }: { from: number; to: number; isHit: boolean }) => {
    if (to > from) pieces.push({ text: text.slice(from, to), isHit })
  }
  let told = 0
  for (let from = 0; from < form.length; from += 1) {
    const [longest] = words
      .filter((word) => form.startsWith(word, from))
      .sort((one, other) => other.length - one.length)
    if (longest === undefined) continue
    const [begin, end] = [at[from] ?? 0, at[from + longest.length] ?? text.length]
    add({ from: told, to: begin, isHit: false })
    add({ from: begin, to: end, isHit: true })
    told = end
    from += longest.length - 1
  }
  add({ from: told, to: text.length, isHit: false })
  return pieces
}

/** Characters around a hit that are shown: what led to it, and what it is about. */
const [beforeMax, afterMax] = [14, 30]

/** The first hit with the words around it; `…` for what is left out. */
function excerptOf(pieces: readonly Piece[]): readonly Piece[] {
  const first = pieces.findIndex(({ isHit }) => isHit)
  const before = [...(pieces[first - 1]?.text ?? '')]
  const lead = before.length > beforeMax ? `…${before.slice(-beforeMax).join('')}` : before.join('')
  const shown: Piece[] = lead === '' ? [] : [{ text: lead, isHit: false }]
  let left = afterMax
  for (const [nth, { text, isHit }] of pieces.slice(first).entries()) {
    const marks = [...text]
    if (nth > 0 && marks.length > left) {
      shown.push({ text: `${marks.slice(0, left).join('')}…`, isHit: false })
      break
    }
    shown.push({ text, isHit })
    if (nth > 0) left -= marks.length
  }
  return shown
}

/** A text as a search compares it, and where each of its characters stands in what was written. */
function levelled(text: string): { readonly form: string; readonly at: readonly number[] } {
  let form = ''
  const at: number[] = []
  let place = 0
  for (const mark of text) {
    const same = /\s/.test(mark) ? ' ' : searchForm(mark)
    if (same !== ' ' || !(form === '' || form.endsWith(' '))) {
      for (const _ of same.split('')) at.push(place)
      form += same
    }
    place += mark.length
  }
  return { form, at }
}
