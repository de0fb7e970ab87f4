import type { PackView } from '../../api/contract/pack.ts'
import { isOwnWay } from '../../ledger/core/own-way.ts'
import type { Field, Register } from '../../ledger/register/register.ts'
import { originField, problemRegisters } from './problem-registers.ts'

/** A field that names a record of another register, and the register it stands in. */
export interface NamingField {
  readonly register: Register
  readonly field: Field
}

/**
 * The fields by which records of other registers name one of this: 议定的会议 of a task. Problems
 * that came of a record and returns of a problem are told in parts of their own, and so is what an
 * action of its own writes.
 */
export function namingFields(pack: PackView, named: string): readonly NamingField[] {
  const problems = problemRegisters(pack)
  return pack.registers
    .filter(({ id }) => !isOwnWay(id))
    .flatMap((register) => {
      const origin = problems.includes(register) ? originField(register, named) : null
      return register.fields
        .filter((field) => field.type === 'record' && field.register === named)
        .filter(({ id }) => id !== origin && id !== register.returns?.via)
        .map((field) => ({ register, field }))
    })
}
