import type { Fault } from '../../ledger/fault.ts'
import { fault, Refusal } from '../../ledger/fault.ts'
import { commonPasswords } from './common-passwords.ts'

const passwordLengthMin = 8
export const passwordLengthMax = 256

/**
 * Refuses a password that anybody would try first: short, well known, the user's or the unit's own
 * name, one character or a run repeated. No rule asks for kinds of characters (ASVS 6.2.5).
 */
export function checkPassword(
  password: string,
  { words }: { /** Names it must not consist of. */ words: readonly string[] },
): void {
  const text = password.normalize('NFKC')
  const length = [...text].length
  const faults: Fault[] = []
  if (length < passwordLengthMin) faults.push(tooShort)
  else if (length > passwordLengthMax) faults.push(tooLong)
  else if (isCommon(text) || isRun(text) || isNamed(text, words)) faults.push(tooKnown)
  if (faults.length > 0) throw new Refusal(faults)
}

function isCommon(text: string): boolean {
  const lower = text.toLowerCase()
  const plain = lower.replace(/[0@$!35]/g, (sign) => plainOf[sign] ?? sign)
  return [lower, bare(lower), plain, bare(plain)].some((one) => commonPasswords.has(one))
}

const plainOf: Readonly<Record<string, string>> = {
  '0': 'o',
  '@': 'a',
  $: 's',
  '!': 'i',
  '3': 'e',
  '5': 's',
}

// `dragon2024!` is `dragon`: at most four signs before, six behind.
function bare(text: string): string {
  return text.replace(/^[^a-z]{1,4}(?=[a-z])/, '').replace(/(?<=[a-z])[^a-z]{1,6}$/, '')
}

/** A short piece repeated, or characters that follow each other: `abababab`, `23456789`. */
function isRun(text: string): boolean {
  if (/^(.{1,4})\1+.{0,3}$/su.test(text)) return true
  const steps = new Set<number>()
  for (let at = 1; at < text.length; at++) steps.add(text.charCodeAt(at) - text.charCodeAt(at - 1))
  return steps.size === 1 && Math.abs([...steps][0] ?? 9) <= 1
}

// What is left beside the name must be worth something by itself.
function isNamed(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase()
  return words
    .map((word) => word.normalize('NFKC').toLowerCase())
    .some((word) => word.length >= 2 && lower.includes(word) && lower.length - word.length < 6)
}

const hint = {
  zh: '建议用 15 个字以上的一句话；不要求大小写或符号。',
  en: 'A sentence of 15 characters or more is best; capitals and symbols are not required.',
}
const at = ['password']

const tooShort = fault('password.short', {
  at,
  text: {
    zh: `密码至少 ${passwordLengthMin} 个字符。`,
    en: `A password has at least ${passwordLengthMin} characters.`,
  },
  hint,
})
const tooLong = fault('password.long', {
  at,
  text: {
    zh: `密码最多 ${passwordLengthMax} 个字符。`,
    en: `A password has at most ${passwordLengthMax} characters.`,
  },
  hint: { zh: '请用短一些的密码。', en: 'Use a shorter one.' },
})
const tooKnown = fault('password.known', {
  at,
  text: {
    zh: '这个密码太常见，别人一猜就中。',
    en: 'This password is one of the first that anybody would try.',
  },
  hint,
})
