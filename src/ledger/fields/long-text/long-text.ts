import type { FieldKind } from '../field-kind.ts'
import { parseString } from '../plain-string.ts'

/** Characters of a text of several paragraphs at most. */
const longTextCharactersMax = 20_000

/** Text of several paragraphs. */
export const longText: FieldKind = {
  options: { min: { as: 'whole', atLeast: 0 }, max: { as: 'whole', atLeast: 1, atMost: 20_000 } },
  many: false,
  operators: ['is', 'exists'],
  freeText: true,
  wide: true,
  spelled: true,
  retold: true,
  counted: { zh: '项', en: 'texts' },
  parse: (raw, field) =>
    parseString(raw, field, { charactersMax: longTextCharactersMax, lines: 'many' }),
  text: (value) => (typeof value === 'string' ? value : ''),
  read: (cell, field) =>
    parseString(cell, field, { charactersMax: longTextCharactersMax, lines: 'many' }),
  json: ({ max }) => ({ type: 'string', ...(max === undefined ? {} : { maxLength: max }) }),
}
