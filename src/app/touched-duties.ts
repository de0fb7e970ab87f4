import { core, rosterRegisters } from '../ledger/core-registers.ts'
import type { Duty } from '../duty/duty.ts'
import { subjectsOf } from '../duty/subjects.ts'
import type { Pack } from '../pack/pack.ts'

/** Registers by which every duty may be judged: who is who, and what people said. */
const everybodys: ReadonlySet<string> = new Set([
  ...[...rosterRegisters, core.statement.id, core.attestation.id],
])

const kept = new WeakMap<Duty, ReadonlySet<string>>()

/**
 * Whether a change of records of these registers may change where a duty stands. It looks at every
 * word of the requirement and of its figures, so that a register named deep in a predicate
 * (`answeredBy`) is found: more than needed, never fewer.
 */
export function isTouched(duty: Duty, pack: Pack, touched: ReadonlySet<string>): boolean {
  const words = kept.get(duty) ?? wordsOf(duty, pack)
  kept.set(duty, words)
  return [...touched].some((one) => everybodys.has(one) || words.has(one))
}

function wordsOf({ require }: Duty, pack: Pack): ReadonlySet<string> {
  const { figures, registers } = subjectsOf(require)
  const definitions = figures.map((id) => pack.figures.get(id))
  const text = JSON.stringify([require, registers, definitions])
  return new Set(text.split(/[^A-Za-z0-9-]+/))
}
