import type { Register } from './register.ts'
import { fieldText, titleOf } from './title.ts'
import type { TextContext } from './title.ts'
import type { Values } from './value.ts'

/** Characters of a record's search text at most. */
export const searchCharactersMax = 20_000

/**
 * The text in which the search of a list looks: title and fields in both languages. Fields with
 * readers of their own stay out, or a search would tell whether they hold a word.
 */
export function searchText(register: Register, values: Values, context: TextContext): string {
  const title = titleOf(register, values, context)
  const texts = register.fields
    .filter((field) => field.readers === undefined)
    .flatMap(({ id }) => [
      fieldText({ register, values, id }, context, 'zh'),
      fieldText({ register, values, id }, context, 'en'),
    ])
  const different = new Set([title.zh, title.en, ...texts].filter((text) => text !== ''))
  return searchForm([...different].join(' ')).slice(0, searchCharactersMax)
}

/** The form in which search texts and questions meet: half-width, lower case, single blanks. */
export function searchForm(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
}
