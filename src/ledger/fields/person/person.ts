import type { FieldContext, FieldKind } from '../field-kind.ts'
import { idJson } from '../field-kind.ts'
import type { Reference } from '../reference.ts'
import { parseReference, readReference } from '../reference.ts'

/** One person of the organisation's own staff list, by id. */
export const person: FieldKind = {
  options: {},
  many: false,
  operators: ['is', 'anyOf', 'exists'],
  names: 'person',
  sorted: true,
  counted: { zh: '人', en: 'people' },
  parse: (raw, _field, context) => parseReference(raw, staffOf(context)),
  text: (value, _field, context) =>
    typeof value === 'string' ? (context.names?.person(value) ?? value) : '',
  offered: (_field, { names }) => names?.people?.() ?? [],
  read: (cell, _field, context) => readReference(cell, staffOf(context)),
  json: () => idJson,
}

/** How people are looked up; nowhere but in the staff list. */
export function staffOf({ names }: FieldContext): Reference {
  return {
    noun: 'person',
    label: { zh: '人员', en: 'person' },
    ...(names === undefined ? {} : { nameOf: (id: string) => names.person(id) }),
    called: (name) => names?.peopleCalled?.(name) ?? [],
  }
}
