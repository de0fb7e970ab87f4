import type { FieldContext, FieldKind } from '../field-kind.ts'
import { idJson } from '../field-kind.ts'
import type { Reference } from '../reference.ts'
import { parseReference, readReference } from '../reference.ts'

/** An office (or branch) of the organisation, by id. */
export const office: FieldKind = {
  options: {},
  many: false,
  operators: ['is', 'anyOf', 'exists'],
  names: 'office',
  retold: true,
  counted: { zh: '个', en: 'offices' },
  parse: (raw, _field, context) => parseReference(raw, officesOf(context)),
  text: (value, _field, context) =>
    typeof value === 'string' ? (context.names?.office(value) ?? value) : '',
  offered: (_field, { names }) => names?.offices?.() ?? [],
  read: (cell, _field, context) => readReference(cell, officesOf(context)),
  json: () => idJson,
}

/** How offices are looked up. */
export function officesOf({ names }: FieldContext): Reference {
  return {
    noun: 'office',
    label: { zh: '科室', en: 'office' },
    ...(names === undefined ? {} : { nameOf: (id: string) => names.office(id) }),
    called: (name) => names?.officesCalled?.(name) ?? [],
  }
}
