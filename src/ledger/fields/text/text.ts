import type { FieldKind } from '../field-kind.ts'
import { parseString } from '../plain-string.ts'

/** Characters of a one-line text at most. */
const textCharactersMax = 500

/** One line of text. */
export const text: FieldKind = {
  options: {
    min: { as: 'whole', atLeast: 0 },
    max: { as: 'whole', atLeast: 1, atMost: 500 },
    // Words that a form offers; others may be written.
    of: { as: 'list' },
  },
  many: false,
  operators: ['is', 'anyOf', 'exists'],
  freeText: true,
  sorted: true,
  spelled: true,
  retold: true,
  counted: { zh: '项', en: 'texts' },
  parse: (raw, field) =>
    parseString(raw, field, { charactersMax: textCharactersMax, lines: 'one' }),
  text: (value) => (typeof value === 'string' ? value : ''),
  read: (cell, field) =>
    parseString(cell, field, { charactersMax: textCharactersMax, lines: 'one' }),
  json: ({ max }) => ({ type: 'string', ...(max === undefined ? {} : { maxLength: max }) }),
}
