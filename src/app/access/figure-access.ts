import type { Duty } from '../../duty/duty.ts'
import { readsOfDuty } from '../../duty/duty-reads.ts'
import type { FigureDefinition } from '../../ledger/figure/figure.ts'
import type { RegisterRead } from '../../ledger/figure/reads.ts'
import { fieldsRead, readsOfFigure } from '../../ledger/figure/reads.ts'
import type { Session } from '../ports/store-ports.ts'
import { mayRead } from './access.ts'
import { openTo } from './open-to.ts'

/**
 * Whether the caller may see a figure: its register, and every field that its definition looks
 * at. A number over what somebody may not read would tell what stands there.
 */
export function mayReadFigure(session: Session, definition: FigureDefinition): boolean {
  return maySee(session, readsOfFigure(definition))
}

/** Whether the caller may see the records behind a duty, and their number. */
export function mayReadDuty(session: Session, { require }: Duty): boolean {
  const reads = readsOfDuty(require, session.pack.figures)
  return reads !== null && reads.every((read) => maySee(session, read))
}

/**
 * Whether the caller may see every register and field that a definition looks at. `mayBeGone`: a
 * register that the caller's pack no longer has keeps nothing from them.
 */
export function maySee(
  session: Session,
  read: RegisterRead,
  { mayBeGone = false }: { readonly mayBeGone?: boolean } = {},
): boolean {
  return [...fieldsRead(read)].every(([id, paths]) => {
    const register = session.pack.registers.get(id)
    if (register === undefined) return mayBeGone
    if (!mayRead(session, register)) return false
    const { withheld } = openTo(session, register, {})
    return withheld.every(
      (one) => !paths.has(one) && ![...paths].some((path) => path.startsWith(`${one}.`)),
    )
  })
}
