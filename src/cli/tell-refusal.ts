import type { Refusal } from '../ledger/fault.ts'
import { say } from '../ledger/label.ts'
import { terminalLang } from './terminal-lang.ts'

/** Tells a refusal on stderr: every fault with its place and what to do. */
export function tellRefusal(refusal: Refusal): void {
  const lang = terminalLang()
  for (const { code, at, text, hint } of refusal.faults) {
    const place = at.length === 0 ? '' : ` [${at.join('.')}]`
    process.stderr.write(`${say(text, lang)}${place}\n  ${say(hint, lang)} (${code})\n`)
  }
}
