import type { Refusal } from '../ledger/fault.ts'
import { say } from '../ledger/label.ts'
import type { Lang } from '../ledger/label.ts'

/** Tells a refusal on stderr: every fault with its place and what to do. */
export function tellRefusal(refusal: Refusal): void {
  const lang = terminalLang()
  for (const { code, at, text, hint } of refusal.faults) {
    const place = at.length === 0 ? '' : ` [${at.join('.')}]`
    process.stderr.write(`${say(text, lang)}${place}\n  ${say(hint, lang)} (${code})\n`)
  }
}

// A terminal without a language is a server's, and its reader is more likely to read Chinese.
function terminalLang(): Lang {
  const set = process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || ''
  return /^en/i.test(set) ? 'en' : 'zh'
}
