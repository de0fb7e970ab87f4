import type { FieldKind } from '../field-kind.ts'
import { idJson, listJson } from '../field-kind.ts'
import { staffOf } from '../person/person.ts'
import { idsReferred, parseReferences, readReferences } from '../reference.ts'

/** People in one field at most. */
const peopleCountMax = 1000

/** Several people of the staff list. */
export const people: FieldKind = {
  options: {
    min: { as: 'whole', atLeast: 1 },
    max: { as: 'whole', atLeast: 1, atMost: 1000 },
  },
  many: true,
  operators: ['is', 'anyOf', 'includes', 'exists', 'count', 'ratio'],
  names: 'person',
  counted: { zh: '人', en: 'people' },
  parse: (raw, field, context) =>
    parseReferences(raw, staffOf(context), { countMax: field.max ?? peopleCountMax }),
  text: (value, _field, context, lang) =>
    idsReferred(value)
      .map((id) => context.names?.person(id) ?? id)
      .join(lang === 'zh' ? '、' : ', '),
  read: (cell, field, context) =>
    readReferences(cell, staffOf(context), { countMax: field.max ?? peopleCountMax }),
  json: (field) => listJson(idJson, field),
}
