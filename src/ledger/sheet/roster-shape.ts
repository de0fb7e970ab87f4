import { core } from '../core/core-registers.ts'
import type { Fault } from '../fault.ts'
import { parseValues } from '../record/parse-values.ts'
import type { Register } from '../register/register.ts'
import type { Value } from '../value.ts'
import type { Shape } from './shape.ts'
import { joinedShape } from './shape.ts'

/** What a sheet of people is mapped onto, beside the registers. */
const rosterShapeId = 'roster'

const registerIds = [core.person.id, core.office.id, core.post.id] as const

/**
 * One row of a roster: a person, an office and a post. Nothing but the name must stand in it: days
 * and kinds that a sheet does not say are given once for all rows. Throws where the pack lacks a
 * register: then it is no good pack.
 */
export function rosterShape(registers: readonly Register[]): Shape {
  const parts = registerIds.map((id) => relaxed(registers, id))
  const label = { zh: '人员名册', en: 'Roster' }
  return joinedShape({ id: rosterShapeId, label }, parts, (raw, context) => {
    const values: [string, Value][] = []
    const faults: Fault[] = []
    for (const part of parts) {
      const parsed = parseValues(part, partOf(raw, part.id), context)
      for (const one of parsed.faults ?? []) {
        const [field = '', ...rest] = one.at
        faults.push({ ...one, at: [`${part.id}.${field}`, ...rest] })
      }
      for (const [id, value] of Object.entries(parsed.values ?? {})) {
        values.push([`${part.id}.${id}`, value])
      }
    }
    return faults.length > 0 ? { faults } : { values: Object.fromEntries(values) }
  })
}

/** The values of one register among those of a row. */
export function partOf<T>(row: Readonly<Record<string, T>>, register: string): Record<string, T> {
  const own = `${register}.`
  return Object.fromEntries(
    Object.entries(row).flatMap(([id, value]) =>
      id.startsWith(own) ? [[id.slice(own.length), value]] : [],
    ),
  )
}

/**
 * The register without what only a whole record must have. A name or a kind alone says in a row of
 * several things not whose it is, so those of an office are called so.
 */
function relaxed(registers: readonly Register[], id: string): Register {
  const register = registers.find((one) => one.id === id)
  if (!register) throw new Error(`the pack has no register ${id}`)
  const { label: of } = register
  return {
    ...register,
    fields: register.fields.map((field) => {
      if (id === core.person.id && field.id === core.person.names.name) return field
      if (id !== core.office.id) return { ...field, required: false }
      const { label } = field
      const whole = { zh: `${of.zh}${label.zh}`, en: `${of.en}: ${label.en}` }
      return { ...field, label: whole, required: false }
    }),
  }
}
