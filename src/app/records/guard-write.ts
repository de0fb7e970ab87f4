import type { Fault } from '../../ledger/fault.ts'
import { Refusal } from '../../ledger/fault.ts'
import { drawFaults } from '../../ledger/register/draw.ts'
import type { Register } from '../../ledger/register/register.ts'
import { moveFaults } from '../../ledger/register/stage.ts'
import type { Values } from '../../ledger/value.ts'
import type { Session } from '../ports/store-ports.ts'

/** A write as its register's own rules see it: what stood before (null: nothing) and after. */
export interface GuardedWrite {
  readonly before: Values | null
  readonly after: Values
  readonly today: string
  /** The values hold a sample that the rule drew a moment ago. */
  readonly isDraw?: boolean
}

/** What forbids a write, beyond the right to write to the register; places within the values. */
export function guardFaults(
  { actor }: Pick<Session, 'actor'>,
  register: Register,
  write: GuardedWrite,
): readonly Fault[] {
  const moves = moveFaults(register.stages, { ...write, actor })
  return write.isDraw === true ? moves : [...moves, ...drawFaults(register.draw, write)]
}

/** Refuses a move that is another person's to make, and a sample that nobody drew. */
export function guardWrite(session: Session, register: Register, write: GuardedWrite): void {
  const faults = guardFaults(session, register, write)
  if (faults.length === 0) return
  throw new Refusal(faults.map((one) => ({ ...one, at: ['values', ...one.at] })))
}
