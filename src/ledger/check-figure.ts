import { checkPredicate } from './check-predicate.ts'
import type { Fault, Place } from './fault.ts'
import type { FigureDefinition } from './figure.ts'
import type { Field, Register, Registers } from './register.ts'
import { unknownRegister } from './operators/sight.ts'

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
  if (measure.kind === 'share') {
    faults.push(...within(['share', 'part'], checkPredicate(measure.part, register, registers)))
  }
  if (measure.kind === 'sum' || measure.kind === 'distinct') {
    faults.push(...pathFaults(measure.field, measure.kind, register))
  }
  if (by !== undefined) faults.push(...personFaults(by, register))
  return faults
}

function pathFaults(path: string, kind: 'sum' | 'distinct', register: Register): readonly Fault[] {
  const field = fieldAt(register, path)
  const summable = field !== undefined && ['number', 'money', 'duration'].includes(field.type)
  if (field !== undefined && field.type !== 'rows' && (kind === 'distinct' || summable)) return []
  return [
    {
      code: field === undefined ? 'figure.field.unknown' : 'figure.field.kind',
      at: [kind, 'field'],
      text:
        field === undefined
          ? {
              zh: `“${register.label.zh}”没有字段“${path}”`,
              en: `“${register.label.en}” has no field “${path}”`,
            }
          : { zh: `字段“${path}”不能这样统计`, en: `“${path}” cannot be measured so` },
      hint: {
        zh: '合计只用于数字、金额、时长；行内字段写作“议题.主题”的编号形式。',
        en: 'Sums need a number, money or duration; fields of rows are written rows.field.',
      },
    },
  ]
}

function personFaults(path: string, register: Register): readonly Fault[] {
  const type = fieldAt(register, path)?.type
  if (type === 'person' || type === 'people') return []
  return [
    {
      code: 'figure.by.kind',
      at: ['by'],
      text: { zh: `“${path}”应是人员字段`, en: `“${path}” must be a field of people` },
      hint: { zh: '按人分列需要人员字段。', en: 'A split by person needs one.' },
    },
  ]
}

function fieldAt(register: Register, path: string): Field | undefined {
  const [outer, inner] = path.split('.')
  const field = register.fields.find((one) => one.id === outer)
  return inner === undefined ? field : field?.fields?.find((one) => one.id === inner)
}
