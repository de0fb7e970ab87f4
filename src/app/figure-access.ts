import type { Duty } from '../duty/duty.ts'
import { subjectsOf } from '../duty/subjects.ts'
import type { FigureDefinition } from '../ledger/figure.ts'
import type { Register } from '../ledger/register.ts'
import { mayRead } from './access.ts'
import type { Session } from './ports.ts'
import { openTo } from './shown-record.ts'

/**
 * Whether the caller may see a figure: its register, and every field that its definition looks
 * at. A number over what somebody may not read would tell what stands there.
 */
export function mayReadFigure(session: Session, definition: FigureDefinition): boolean {
  const register = session.pack.registers.get(definition.measure.register)
  return register !== undefined && maySee(session, register, definition)
}

/** Whether the caller may see the records behind a duty, and their number. */
export function mayReadDuty(session: Session, duty: Duty): boolean {
  const mayFigures = subjectsOf(duty.require).figures.every((id) => {
    const figure = session.pack.figures.get(id)
    return figure !== undefined && mayReadFigure(session, figure)
  })
  return mayFigures && mayReadRequirement(session, duty)
}

/** Whether the caller may see the registers that a duty looks at by itself, without a figure. */
export function mayReadRequirement(session: Session, { require }: Duty): boolean {
  return subjectsOf(require).registers.every((id) => {
    const register = session.pack.registers.get(id)
    return register !== undefined && maySee(session, register, require)
  })
}

function maySee(session: Session, register: Register, definition: unknown): boolean {
  if (!mayRead(session, register)) return false
  const { withheld } = openTo(session, register, {})
  if (withheld.length === 0) return true
  const words = wordsIn(definition)
  return !withheld.some((one) => words.has(one.split('.').at(-1) ?? one))
}

// Every key and every text of a definition: more than the fields it names, never fewer.
function wordsIn(definition: unknown, words: Set<string> = new Set()): Set<string> {
  if (typeof definition === 'string') {
    for (const step of definition.replace(/^\$/, '').split('.')) words.add(step)
  } else if (typeof definition === 'object' && definition !== null) {
    for (const [key, value] of Object.entries(definition)) {
      words.add(key)
      wordsIn(value, words)
    }
  }
  return words
}
