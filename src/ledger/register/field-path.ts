import type { Fault, Place } from '../fault.ts'
import { rowsOf } from '../fields/rows/rows.ts'
import type { Label } from '../label.ts'
import { valueAt } from '../read-value.ts'
import type { LedgerRecord } from '../record/record.ts'
import type { Value } from '../value.ts'
import type { Field, Register } from './register.ts'

/** The field at a path: `amount`, or `agenda.topic` for that of each row. */
export function fieldAt({ fields }: Register, path: string): Field | undefined {
  const [outer, inner] = path.split('.')
  const field = fields.find((one) => one.id === outer)
  return inner === undefined ? field : field?.fields?.find((one) => one.id === inner)
}

/** What it is called. */
export function pathLabel(register: Register, path: string): Label {
  return fieldAt(register, path)?.label ?? { zh: path, en: path }
}

/** The single values at a path. */
export function valuesAt(path: string): (record: LedgerRecord) => readonly Value[] {
  const [outer = '', inner] = path.split('.')
  return ({ values }) => {
    const value = valueAt(values, outer)
    if (inner === undefined) return singly(value)
    return rowsOf(value).flatMap((row) => singly(valueAt(row, inner)))
  }
}

function singly(value: Value | undefined): readonly Value[] {
  if (value === null || value === undefined) return noValues
  return Array.isArray(value) ? value.filter((one) => one !== null && one !== undefined) : [value]
}

const noValues: readonly Value[] = []

/** What a measure asks of the field that it looks at. */
interface FieldAsked {
  readonly at: Place
  /** Fields that can be measured so; absent: any that holds single values. */
  readonly fits?: (field: Field) => boolean
  /** What they are, for whoever named another. */
  readonly of?: Label
}

/** A path must name a field of single values that fits its measure. */
export function pathFaults(
  path: string,
  { at, fits = () => true, of = anyValue }: FieldAsked,
  register: Register,
): readonly Fault[] {
  const field = fieldAt(register, path)
  if (field !== undefined && field.type !== 'rows' && fits(field)) return []
  const fitting = register.fields.flatMap((one) =>
    (one.fields ?? [one])
      .filter(fits)
      .map(({ id }) => (one.fields === undefined ? id : `${one.id}.${id}`)),
  )
  return [
    {
      code: field === undefined ? 'figure.field.unknown' : 'figure.field.kind',
      at,
      text:
        field === undefined
          ? {
              zh: `“${register.label.zh}”没有字段“${path}”`,
              en: `“${register.label.en}” has no field “${path}”`,
            }
          : {
              zh: `“${path}”是 ${field.type} 字段，这里应为${of.zh}`,
              en: `“${path}” is a field of type ${field.type}; here it must be ${of.en}`,
            },
      hint:
        fitting.length === 0
          ? none
          : { zh: `可用：${fitting.join('、')}。`, en: `Possible are ${fitting.join(', ')}.` },
    },
  ]
}

const anyValue: Label = {
  zh: '单个的值（明细应写到其中一栏）',
  en: 'of single values (of rows, name one of the columns)',
}
const none: Label = {
  zh: '本台账没有这样的字段，请换一种统计方式，或先在台账中加上。',
  en: 'The register has no such field: measure something else, or add one to it first.',
}
