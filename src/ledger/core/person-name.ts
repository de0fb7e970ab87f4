import { isObject, own } from '../fields/field-kind.ts'
import type { Register } from '../register/register.ts'
import { core } from './core-registers.ts'

const brackets = /[（）]/u
const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/gu
/** The point between the parts of a transliterated name, as keyboards and files write it. */
const points = /[•‧∙⋅・･․]/gu
/** Space beside a Chinese character or a point, where it only spreads the name: 张  丽. */
const spread = /(?<=[\p{Script=Han}·])\s+(?=[\p{Script=Han}·])|\s+(?=·)|(?<=·)\s+/gu

/** What is in that form whatever stands beside it: most names, and most titles. */
const plainAlready = /^[0-9A-Za-z\u3400-\u4dbf\u4e00-\u9fff]*$/

/**
 * A person's name in the one form in which names are kept and compared: no space inside a Chinese
 * name, one between Latin words, one kind of middle point, half-width letters. Idempotent.
 */
export function plainPersonName(name: string): string {
  if (plainAlready.test(name)) return name
  const half = [...name.normalize('NFC')]
    .map((mark) => (brackets.test(mark) ? mark : mark.normalize('NFKC')))
    .join('')
  return half
    .normalize('NFC')
    .replace(invisible, '')
    .replace(points, '·')
    .replace(/\s+/gu, ' ')
    .replace(spread, '')
    .trim()
}

const nameField = core.person.names.name

/** The values of a record as they were sent, a person's name in its plain form. */
export function withPlainName(register: Pick<Register, 'id'>, raw: object): object {
  const name = register.id === core.person.id ? own(raw, nameField) : undefined
  return typeof name === 'string' ? { ...raw, [nameField]: plainPersonName(name) } : raw
}

/** The name of a record of a person; null for what is none. */
export function personNameOf(register: Pick<Register, 'id'>, values: unknown): string | null {
  if (register.id !== core.person.id || !isObject(values)) return null
  const name = own(values, nameField)
  return typeof name === 'string' && name.trim() !== '' ? plainPersonName(name) : null
}
