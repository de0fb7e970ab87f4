import type { Fault } from '../../ledger/fault.ts'
import { fault, Refusal } from '../../ledger/fault.ts'

/** Characters of a user name. */
const usernameLengthMin = 2
const usernameLengthMax = 32

// Han with the letters and digits of every keyboard, or one of the other scripts in official use in
// China. Cyrillic, Greek and accented letters look like others, and two people would be one.
const letters = String.raw`[a-z0-9〇\p{sc=Han}]`
const otherScripts = ['Mongolian', 'Tibetan', 'Arabic', 'Yi', 'Hangul']
const words = [letters, ...otherScripts.map((one) => String.raw`(?:[0-9]|\p{sc=${one}}\p{M}*)`)]
const form = new RegExp(`^(?:${words.map((one) => `${one}(?:${one}|[_.-])*`).join('|')})$`, 'u')

/** The one form a user name is kept and looked up in. */
export function normalUsername(username: string): string {
  return username.normalize('NFKC').trim().toLowerCase()
}

/** What the eye tells apart of a user name: capital I, l and 1 look alike, and so do o and 0. */
export function seenUsername(username: string): string {
  const plain = username.normalize('NFKC').trim().replaceAll('I', 'l').toLowerCase()
  return plain.replaceAll('1', 'l').replaceAll('0', 'o')
}

/** The normal form, or a refusal with `username.form`. */
export function checkUsername(username: string): string {
  const found = usernameFault(username)
  if (found !== null) throw new Refusal([found])
  return normalUsername(username)
}

/** What is wrong with the form of a name, `username.form`; null: nothing. */
export function usernameFault(username: string): Fault | null {
  const name = normalUsername(username)
  const length = [...name].length
  const isRight = length >= usernameLengthMin && length <= usernameLengthMax && form.test(name)
  if (isRight) return null
  return fault('username.form', {
    at: ['username'],
    text: {
      zh: '用户名须为 2 至 32 个汉字、英文字母或数字。',
      en: 'A user name has 2 to 32 Chinese characters, letters a to z or digits.',
    },
    hint: {
      zh: '中间可以用点、下划线或短横，不能有空格，也不能用形近的其他文字。',
      en: 'Dots, _ and - may stand inside. Letters that only look like these are not taken.',
    },
  })
}
