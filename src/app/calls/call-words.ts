import { Refusal } from '../../ledger/fault.ts'
import type { Fault, Place } from '../../ledger/fault.ts'
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
  const whole: readonly [Place, string | null][] = [
    [['title'], title],
    [['basis'], basis],
    [['clause'], clause],
    [['note'], note],
  ]
  const faults: Fault[] = []
  const look = (within: Place, text: string, kind: { isTotal: boolean; isLabel: boolean }) => {
    const at = [...inside, ...within]
    refuseSecretText(text, at)
    const reason = outsideBoundary(text, kind)
    if (reason === null) return
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
  for (const [at, text] of whole) if (text) look(at, text, { isTotal: true, isLabel: false })
  for (const [nth, { label, kind, unit, choices, again }] of items.entries()) {
    const isTotal = namesNobody.has(kind)
    look(['items', nth, 'label'], label, { isTotal, isLabel: true })
    if (unit !== null) look(['items', nth, 'unit'], unit, { isTotal, isLabel: true })
    for (const one of choices) {
      look(['items', nth, 'choices'], one, { isTotal: false, isLabel: true })
    }
    if (again !== null) look(['items', nth, 'again'], again, { isTotal: true, isLabel: false })
  }
  if (faults.length > 0) throw new Refusal(faults)
}
