import type { FieldKind, Parsed } from '../field-kind.ts'
import { isEmpty, plainText, refused } from '../field-kind.ts'

const yes = new Set(['true', 'yes', 'y', '1', '是', '有', '已', '√', '✓'])
const words = { yes: { zh: '是', en: 'yes' }, no: { zh: '否', en: 'no' } }
const no = new Set(['false', 'no', 'n', '0', '否', '无', '未', '×', '✗'])

/** Yes or no; empty is neither. */
export const yesNo: FieldKind = {
  options: {},
  many: false,
  operators: ['is', 'exists'],
  isStatement: true,
  sorted: true,
  compared: (text) => text === 'true',
  namesNobody: true,
  counted: { zh: '项', en: 'answers' },
  parse,
  text: (value, _field, _context, lang) =>
    typeof value === 'boolean' ? (value ? words.yes : words.no)[lang] : '',
  each: () => [true, false],
  offered: (_field, _context, lang) => [words.yes[lang], words.no[lang]],
  read: parse,
  json: () => ({ type: 'boolean' }),
}

function parse(raw: unknown): Parsed {
  if (typeof raw === 'boolean') return { value: raw }
  if (isEmpty(raw)) return { value: null }
  const word = typeof raw === 'string' ? plainText(raw).toLowerCase() : ''
  if (yes.has(word)) return { value: true }
  if (no.has(word)) return { value: false }
  return refused('field.yes-no.form', {
    text: { zh: '应填“是”或“否”', en: 'Yes or no is expected here' },
    hint: { zh: '请选择“是”或“否”。', en: 'Choose yes or no.' },
  })
}
