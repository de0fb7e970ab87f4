import { choiceText, itemsOf, offeredIds } from '../choice/choice.ts'
import type { FieldKind } from '../field-kind.ts'
import { listJson } from '../field-kind.ts'
import { idsReferred, parseReferences, readReferences } from '../reference.ts'

/** Items of a choices field at most. */
const choicesCountMax = 100

/** Several items of a list of the pack, in the order given. */
export const choices: FieldKind = {
  options: {
    of: { as: 'list', needed: true },
    min: { as: 'whole', atLeast: 1 },
    max: { as: 'whole', atLeast: 1, atMost: 100 },
  },
  many: true,
  operators: ['is', 'anyOf', 'includes', 'exists', 'count', 'ratio'],
  retold: true,
  counted: { zh: '项', en: 'items' },
  each: (field, { lists }) => offeredIds(field, lists).map((id) => [id]),
  parse: (raw, field, context) =>
    parseReferences(raw, itemsOf(field, context), { countMax: field.max ?? choicesCountMax }),
  text: (value, field, context, lang) =>
    idsReferred(value)
      .map((id) => choiceText(id, field, context, lang))
      .join(lang === 'zh' ? '、' : ', '),
  read: (cell, field, context) =>
    readReferences(cell, itemsOf(field, context), { countMax: field.max ?? choicesCountMax }),
  json: (field, { idsOf }) => listJson({ enum: idsOf(field) }, field),
}
