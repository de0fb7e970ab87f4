import { pinyin } from 'pinyin-pro'

/** Initials of a name as people type them: 单立人 → slr; letters stay. */
export function initials(name: string): string {
  return pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', surname: 'head' })
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}
