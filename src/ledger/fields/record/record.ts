import type { FieldContext, FieldKind, FieldShape } from '../field-kind.ts'
import { idJson } from '../field-kind.ts'
import type { Reference } from '../reference.ts'
import { parseReference, readReference } from '../reference.ts'

/** A link to a record of the register named; to one of any register where none is. */
export const record: FieldKind = {
  options: { register: { as: 'register' } },
  many: false,
  operators: ['is', 'anyOf', 'exists'],
  names: 'record',
  spelled: true,
  counted: { zh: '条', en: 'records' },
  parse: (raw, field, context) => parseReference(raw, recordsOf(field, context)),
  text: (value, _field, context) =>
    typeof value === 'string' ? (context.names?.record(value) ?? value) : '',
  cell: (value, field, context) => (typeof value === 'string' ? cellOf(value, field, context) : ''),
  read: (cell, field, context) =>
    readReference(anywhere.exec(cell)?.[1] ?? cell, recordsOf(field, context)),
  json: ({ register }) => ({ ...idJson, ...(register ? { 'x-register': register } : {}) }),
}

/** A title and, where the field may point into any register, the id that finds it again. */
function cellOf(id: string, { register }: FieldShape, { names }: FieldContext): string {
  const title = names?.record(id) ?? null
  if (title === null) return id
  return register === undefined ? `${title}（${id}）` : title
}

const anywhere = /（([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})）\s*$/i

function recordsOf(field: FieldShape, { names }: FieldContext): Reference {
  return {
    noun: 'record',
    label: { zh: '记录', en: 'record' },
    ...(names === undefined ? {} : { nameOf: (id: string) => names.record(id) }),
    called: (title) => names?.recordsTitled?.(field.register ?? '', title) ?? [],
  }
}
