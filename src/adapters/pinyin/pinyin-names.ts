import { pinyin } from 'pinyin-pro'

const firstLetters = { pattern: 'first', toneType: 'none', type: 'array' } as const

/** Initials of a name as people type them: 单立人 → slr; letters stay. */
export function initials(name: string): string {
  return lettersOf(pinyin(name, { ...firstLetters, surname: 'head' }))
}

/** The same of words that are no name: 召集会议 → zjhy, though 召 is Shào as a surname. */
export function wordInitials(words: string): string {
  return lettersOf(pinyin(words, firstLetters))
}

/** A name as it is spelt in letters: 单立人 → shanliren; letters stay, what has no reading goes. */
export function spelling(name: string): string {
  return lettersOf(pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true }))
}

function lettersOf(parts: readonly string[]): string {
  return parts
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}
