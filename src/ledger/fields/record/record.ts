import type { FieldContext, FieldKind, FieldShape } from '../field-kind.ts'
import { parseReference, readReference } from '../reference.ts'
import type { Reference } from '../reference.ts'

/** A link to a record of the register named; to one of any register where none is. */
export const record: FieldKind = {
  options: { register: { as: 'register' } },
  many: false,
  operators: ['is', 'anyOf', 'exists'],
  counted: { zh: '条', en: 'records' },
  parse: (raw, field, context) => parseReference(raw, recordsOf(field, context)),
  text: (value, _field, context) =>
    typeof value === 'string' ? (context.names?.record(value) ?? value) : '',
  read: (cell, field, context) => readReference(cell, recordsOf(field, context)),
}

function recordsOf(field: FieldShape, { names }: FieldContext): Reference {
  return {
    noun: 'record',
    label: { zh: '记录', en: 'record' },
    ...(names === undefined ? {} : { nameOf: (id: string) => names.record(id) }),
    called: (title) => names?.recordsTitled?.(field.register ?? '', title) ?? [],
  }
}
