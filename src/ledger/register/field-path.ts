import type { Fault } from '../fault.ts'
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

/** A path must name a field of single values that fits its measure. */
export function pathFaults(
  path: string,
  { kind, fits }: { readonly kind: string; readonly fits: boolean },
  register: Register,
): readonly Fault[] {
  const field = fieldAt(register, path)
  if (field !== undefined && field.type !== 'rows' && fits) return []
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
