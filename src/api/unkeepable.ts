import type { Fault, Place } from '../ledger/fault.ts'
import { fault } from '../ledger/fault.ts'
import { isWellFormed } from '../log/utf8.ts'

// Fields clean their own text, and a text to be read is kept nowhere.
const cleanedKeys = new Set(['values', 'text'])

/**
 * Faults of text that nothing here can keep: with a NUL, or with half a character. The database
 * and the log refuse both, each in its own words; here every place gets the same answer.
 */
export function unkeepable(given: unknown, within: string): readonly Fault[] {
  if (typeof given !== 'object' || given === null) return []
  return Object.entries(given).flatMap(([key, value]) =>
    cleanedKeys.has(key) ? [] : faultsIn(value, [within, key]),
  )
}

function faultsIn(value: unknown, at: Place): readonly Fault[] {
  if (typeof value === 'string')
    return isKeepable(value) ? [] : [fault('request.invalid', { at, ...words })]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]) => faultsIn(one, [...at, key]))
}

function isKeepable(text: string): boolean {
  return !text.includes('\0') && isWellFormed(text)
}

const words = {
  text: { zh: '这一项含有不能保存的字符。', en: 'This holds a character that cannot be kept.' },
  hint: {
    zh: '请重新输入，不要粘贴空字符或不完整的字符。',
    en: 'Type it again, without NUL characters or broken ones.',
  },
}
