import type { Duty } from '../../duty/duty.ts'
import { readsOfDuty } from '../../duty/duty-reads.ts'
import { core, rosterRegisters } from '../../ledger/core/core-registers.ts'
import type { FigureDefinition } from '../../ledger/figure/figure.ts'
import type { RegisterRead } from '../../ledger/figure/reads.ts'
import { fieldsRead, readsOfFigure } from '../../ledger/figure/reads.ts'
import type { Pack } from '../../pack/pack.ts'

/** Registers by which everything may be judged: who is who, and what people said or stated. */
const everybodys: readonly string[] = [
  ...rosterRegisters,
  core.statement.id,
  core.attestation.id,
  core.baseline.id,
]

const kept = new WeakMap<Duty | FigureDefinition, readonly string[]>()

/** Whether a change of records of these registers may change where a duty stands. */
export function isDutyTouched(duty: Duty, pack: Pack, touched: ReadonlySet<string>): boolean {
  const registers = kept.get(duty) ?? registersIn(readsOfDuty(duty.require, pack.figures) ?? [])
  kept.set(duty, registers)
  return registers.some((one) => touched.has(one))
}

/** Whether it may change what a figure is. */
export function isFigureTouched(figure: FigureDefinition, touched: ReadonlySet<string>): boolean {
  const registers = kept.get(figure) ?? registersIn([readsOfFigure(figure)])
  kept.set(figure, registers)
  return registers.some((one) => touched.has(one))
}

function registersIn(reads: readonly RegisterRead[]): readonly string[] {
  return [...everybodys, ...reads.flatMap((read) => [...fieldsRead(read).keys()])]
}
