import type { Lang } from '../ledger/label.ts'

/**
 * The language that the terminal asks for. One without a language is a server's, and its reader is
 * more likely to read Chinese.
 */
export function terminalLang(): Lang {
  const set = process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || ''
  return /^en/i.test(set) ? 'en' : 'zh'
}
