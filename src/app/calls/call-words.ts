import type { Fault, Place } from '../../ledger/fault.ts'
import { Refusal } from '../../ledger/fault.ts'
import { outsideBoundary } from '../../pack/boundary.ts'
import type { AskedKind, Call } from '../../report/call/call.ts'
import { refuseSecretText } from '../records/refuse-secret-text.ts'

/** A number, a yes or no. A day may be somebody's birthday. */
const namesNobody: ReadonlySet<AskedKind> = new Set(['figure', 'number', 'yesNo'])

/**
 * Holds the words of a call against the boundary, when it is made and again when it is taken:
 * nobody's name, no member of the public, no state secret. `inside`: where the call stands in what
 * was sent. Refuses with `call.boundary`.
 */
export function checkCallWords(
  { title, basis, clause, note, items }: Call,
  inside: Place = ['body'],
): void {
  const looked: LookedWord[] = [
    { at: ['title'], text: title },
    { at: ['basis'], text: basis },
    { at: ['clause'], text: clause },
    { at: ['note'], text: note },
  ]
  for (const [nth, { label, kind, unit, choices, again }] of items.entries()) {
    const isTotal = namesNobody.has(kind)
    const of = (name: string) => ['items', nth, name]
    looked.push({ at: of('label'), text: label, isTotal, isLabel: true })
    looked.push({ at: of('unit'), text: unit, isTotal, isLabel: true })
    for (const text of choices) {
      looked.push({ at: of('choices'), text, isTotal: false, isLabel: true })
    }
    looked.push({ at: of('again'), text: again })
  }
  const faults = wordFaults(looked, inside)
  if (faults.length > 0) throw new Refusal(faults)
}

/** A text that goes down, and where it stands. */
export interface LookedWord {
  readonly at: Place
  readonly text: string | null
  /** It says a number or a yes of the unit; absent: it does. */
  readonly isTotal?: boolean
  /** It is the label of something that is filled in; absent: it is not. */
  readonly isLabel?: boolean
}

/** What of these texts lies outside the boundary. Refuses what a state secret is marked with. */
export function wordFaults(looked: readonly LookedWord[], inside: Place): readonly Fault[] {
  const faults: Fault[] = []
  for (const { at: within, text, isTotal = true, isLabel = false } of looked) {
    if (!text) continue
    const at = [...inside, ...within]
    refuseSecretText(text, at)
    const reason = outsideBoundary(text, { isTotal, isLabel })
    if (reason === null) continue
    faults.push({
      code: 'call.boundary',
      at,
      text: {
        zh: `“${text.slice(0, 40)}”超出了本系统的边界。`,
        en: `“${text.slice(0, 40)}” lies outside the boundary of this system.`,
      },
      hint: reason,
    })
  }
  return faults
}
