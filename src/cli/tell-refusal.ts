import type { Fault, Refusal } from '../ledger/fault.ts'
import type { Lang } from '../ledger/label.ts'
import { say } from '../ledger/label.ts'
import { terminalLang } from './terminal-lang.ts'

/** Tells a refusal on stderr: every fault with its place and what to do. */
export function tellRefusal(refusal: Refusal): void {
  const lang = terminalLang()
  process.stderr.write(refusal.faults.map((fault) => spokenFault(fault, lang)).join(''))
}

/** A fault in two lines; its place, unless its sentence names that itself. */
export function spokenFault({ code, at, text, hint }: Fault, lang: Lang): string {
  const [sentence, place] = [say(text, lang), at.join('.')]
  const where = place === '' || sentence.includes(place) ? '' : ` [${place}]`
  return `${sentence}${where}\n  ${say(hint, lang)} (${code})\n`
}
