import type { FieldKind } from '../field-kind.ts'
import { idJson, listJson } from '../field-kind.ts'
import { officesOf } from '../office/office.ts'
import { idsReferred, parseReferences, readReferences } from '../reference.ts'

/** Offices in one field at most. */
const officesCountMax = 100

/** Several offices of the organisation, as those that lend a hand to a duty. */
export const offices: FieldKind = {
  options: {
    min: { as: 'whole', atLeast: 1 },
    max: { as: 'whole', atLeast: 1, atMost: officesCountMax },
  },
  many: true,
  operators: ['is', 'anyOf', 'includes', 'exists', 'count'],
  names: 'office',
  retold: true,
  counted: { zh: '个', en: 'offices' },
  parse: (raw, field, context) =>
    parseReferences(raw, officesOf(context), { countMax: field.max ?? officesCountMax }),
  text: (value, _field, context, lang) =>
    idsReferred(value)
      .map((id) => context.names?.office(id) ?? id)
      .join(lang === 'zh' ? '、' : ', '),
  read: (cell, field, context) =>
    readReferences(cell, officesOf(context), { countMax: field.max ?? officesCountMax }),
  json: (field) => listJson(idJson, field),
}
