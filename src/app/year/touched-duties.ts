import type { Duty } from '../../duty/duty.ts'
import { readsOfDuty } from '../../duty/duty-reads.ts'
import { core, rosterRegisters } from '../../ledger/core-registers.ts'
import { fieldsRead } from '../../ledger/reads.ts'
import type { Pack } from '../../pack/pack.ts'

/** Registers by which every duty may be judged: who is who, and what people said or stated. */
const everybodys: ReadonlySet<string> = new Set([
  ...rosterRegisters,
  core.statement.id,
  core.attestation.id,
  core.baseline.id,
])

const kept = new WeakMap<Duty, ReadonlySet<string>>()

/** Whether a change of records of these registers may change where a duty stands. */
export function isTouched(duty: Duty, pack: Pack, touched: ReadonlySet<string>): boolean {
  const registers = kept.get(duty) ?? registersOf(duty, pack)
  kept.set(duty, registers)
  return [...touched].some((one) => everybodys.has(one) || registers.has(one))
}

function registersOf({ require }: Duty, pack: Pack): ReadonlySet<string> {
  const reads = readsOfDuty(require, pack.figures) ?? []
  return new Set(reads.flatMap((read) => [...fieldsRead(read).keys()]))
}
