import type { Label } from '../label.ts'
import type { Register } from '../register/register.ts'
import type { TextContext } from '../register/title.ts'
import { fieldText, titleOf } from '../register/title.ts'
import type { Values } from '../value.ts'

/** Characters of a record's search text at most. */
const searchCharactersMax = 20_000

/**
 * The title of a record and the text in which the search of a list looks: title and fields in both
 * languages. Fields with readers of their own stay out, or a search would tell whether they hold a
 * word.
 */
export function wordsOfRecord(
  register: Register,
  values: Values,
  context: TextContext,
): { readonly title: Label; readonly search: string } {
  const title = titleOf(register, values, context)
  const texts = register.fields
    .filter((field) => field.readers === undefined)
    .flatMap(({ id }) => [
      fieldText({ register, values, id }, context, 'zh'),
      fieldText({ register, values, id }, context, 'en'),
    ])
  const different = new Set([title.zh, title.en, ...texts].filter((text) => text !== ''))
  return { title, search: searchForm([...different].join(' ')).slice(0, searchCharactersMax) }
}

/** The form in which search texts and questions meet: half-width, lower case, single blanks. */
export function searchForm(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
}

/** Every two characters that follow each other: no text holds another without its pairs. */
export function pairsOf(text: string): readonly string[] {
  const pairs: string[] = []
  let before = ''
  for (const mark of text) {
    if (before !== '') pairs.push(before + mark)
    before = mark
  }
  return pairs
}

/** Every three characters that follow each other, where `goesOn` says so of the first two. */
export function threesOf(text: string, goesOn: (pair: string) => boolean): readonly string[] {
  const threes: string[] = []
  let [first, second] = ['', '']
  for (const mark of text) {
    if (first !== '' && goesOn(first + second)) threes.push(first + second + mark)
    first = second
    second = mark
  }
  return threes
}

/** Each pair of a text in its order, with the three that begins with it; null at the end. */
export function startsIn(
  text: string,
): readonly { readonly pair: string; readonly three: string | null }[] {
  const marks = [...text]
  return marks.slice(1).map((mark, at) => {
    const [pair, next] = [`${marks[at]}${mark}`, marks[at + 2]]
    return { pair, three: next === undefined ? null : pair + next }
  })
}

/** What of a record is searched. */
export interface SearchedRecord {
  readonly register: string
  /** Its newest entry. */
  readonly entry: number
  readonly search: string
}

/** Which of a register's records hold which pieces of text: their entries, in order. */
export interface HeldPieces {
  readonly records: number
  readonly entries: ReadonlyMap<string, readonly number[]>
}

/**
 * The pieces of records, as `piecesOf` cuts their texts, by register; in steps: they are many. A
 * record comes once.
 */
export function* piecesByRegister(
  records: readonly SearchedRecord[],
  piecesOf: (text: string, register: string) => readonly string[],
): Generator<undefined, ReadonlyMap<string, HeldPieces>> {
  const found = new Map<string, { records: number; entries: Map<string, number[]> }>()
  for (const { register, entry, search } of records) {
    yield
    const known = found.get(register) ?? { records: 0, entries: new Map<string, number[]>() }
    found.set(register, known)
    known.records += 1
    for (const piece of piecesOf(search, register)) {
      const held = known.entries.get(piece)
      if (held === undefined) known.entries.set(piece, [entry])
      // A text says most of its pieces again: the last entry is this one then.
      else if (held[held.length - 1] !== entry) held.push(entry)
    }
  }
  return found
}
