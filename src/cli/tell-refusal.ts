import type { Fault, Refusal } from '../ledger/fault.ts'
import { faultText } from '../ledger/fault.ts'
import type { Lang } from '../ledger/label.ts'
import { say } from '../ledger/label.ts'
import type { PackFault } from '../pack/pack-fault.ts'
import { steersNothing } from './steers-nothing.ts'
import { terminalLang } from './terminal-lang.ts'

/** Tells a refusal on stderr: every fault with its place and what to do. */
export function tellRefusal(refusal: Refusal): void {
  const lang = terminalLang()
  const words = refusal.faults.map((fault) => spokenFault(fault, lang)).join('')
  process.stderr.write(steersNothing(words))
}

/** Where a fault lies; in a pack the file with its line, as an editor takes it, and the key. */
export function placeOf(fault: Fault | PackFault): string {
  if (!('line' in fault)) return fault.at.join('.')
  const { file, line, key } = fault
  return `${file}:${line}${key === '' ? '' : ` ${key}`}`
}

/** A fault in one line among others, in both languages. */
export function faultLine(fault: Pick<Fault, 'text' | 'hint'>): string {
  const { zh, en } = faultText(fault)
  return `${zh} / ${en}`
}

/** A fault in two lines; its place, unless its sentence names that itself. */
export function spokenFault(fault: Fault, lang: Lang): string {
  const { code, text, hint } = fault
  const [sentence, place] = [say(text, lang), placeOf(fault)]
  const where = place === '' || sentence.includes(place) ? '' : ` [${place}]`
  return `${sentence}${where}\n  ${say(hint, lang)} (${code})\n`
}
