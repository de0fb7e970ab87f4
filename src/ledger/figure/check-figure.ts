import type { Fault, Place } from '../fault.ts'
import { fieldKindOf } from '../fields/field-kinds.ts'
import { checkPredicate } from '../predicate/check-predicate.ts'
import { unknownRegister } from '../predicate/operators/sight.ts'
import { fieldAt } from '../register/field-path.ts'
import type { Register, Registers } from '../register/register.ts'
import type { FigureDefinition } from './figure.ts'
import { measureKindOf } from './measures/measure-kinds.ts'

/** What a figure says that its register does not know; places are within its definition. */
export function checkFigure(figure: FigureDefinition, registers: Registers): readonly Fault[] {
  const { measure, where, by } = figure
  const register = registers.registers.get(measure.register)
  if (register === undefined) return [unknownRegister(measure.register, [measure.kind])]
  const within = (key: Place, faults: readonly Fault[]) =>
    faults.map((one) => ({ ...one, at: [...key, ...one.at] }))
  const faults: Fault[] = []
  if (where !== undefined) {
    faults.push(...within(['where'], checkPredicate(where, register, registers)))
  }
  faults.push(...measureKindOf(measure).check(measure, register, registers))
  if (by !== undefined) faults.push(...personFaults(by, register))
  return [...faults, ...stateFaults(figure)]
}

/** A figure of what holds on a day (`inForce`) can be neither split nor compared with last year. */
function stateFaults({ measure, per, compare }: FigureDefinition): readonly Fault[] {
  const isState = measureKindOf(measure).looksBack !== undefined
  if (!isState || (per === undefined && compare === undefined)) return []
  return [
    {
      code: 'figure.state',
      at: [per === undefined ? 'compare' : 'per'],
      text: {
        zh: '当日有效的记录数不能分列，也不能与上年比较',
        en: 'What is in force on the day is neither split nor compared',
      },
      hint: { zh: '请删去 per 和 compare。', en: 'Leave out per and compare.' },
    },
  ]
}

function personFaults(path: string, register: Register): readonly Fault[] {
  const type = fieldAt(register, path)?.type
  if (type !== undefined && fieldKindOf(type).names === 'person') return []
  return [
    {
      code: 'figure.by.kind',
      at: ['by'],
      text: { zh: `“${path}”应是人员字段`, en: `“${path}” must be a field of people` },
      hint: { zh: '按人分列需要人员字段。', en: 'A split by person needs one.' },
    },
  ]
}
