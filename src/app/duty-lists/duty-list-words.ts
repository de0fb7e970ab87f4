import type { Fault, Place } from '../../ledger/fault.ts'
import { Refusal } from '../../ledger/fault.ts'
import type { DutyList } from '../../report/call/duty-list.ts'
import type { LookedWord } from '../calls/call-words.ts'
import { wordFaults } from '../calls/call-words.ts'

/**
 * Holds the words of a list against the boundary, when it is made and again when it is taken.
 * Refuses with `call.boundary`.
 */
export function checkDutyListWords(
  { title, basis, clause, note, items }: Omit<DutyList, 'to'>,
  inside: Place = ['body'],
): void {
  const texts: readonly LookedWord[] = [
    { at: ['title'], text: title },
    { at: ['basis'], text: basis },
    { at: ['clause'], text: clause },
    { at: ['note'], text: note },
    ...items.flatMap((one, nth): readonly LookedWord[] => [
      { at: ['items', nth, 'title'], text: one.title },
      { at: ['items', nth, 'basis'], text: one.basis },
      { at: ['items', nth, 'clause'], text: one.clause },
    ]),
  ]
  const faults: readonly Fault[] = wordFaults(texts, inside)
  if (faults.length > 0) throw new Refusal(faults)
}
