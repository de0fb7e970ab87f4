import { pinyin } from 'pinyin-pro'

/** Initials of a name as people type them: 单立人 → slr; letters stay. */
export function initials(name: string): string {
  return pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', surname: 'head' })
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}

/** A name as it is spelt in letters: 单立人 → shanliren; letters stay, what has no reading goes. */
export function spelling(name: string): string {
  return pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true })
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}
