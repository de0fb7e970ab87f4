import { offeredChoices } from '../../choice.ts'
import type { FieldContext, FieldKind, FieldShape } from '../field-kind.ts'
import type { Reference } from '../reference.ts'
import { parseReference, readReference } from '../reference.ts'

/** One item of a list of the pack. */
export const choice: FieldKind = {
  options: { of: { as: 'list', needed: true } },
  many: false,
  operators: ['is', 'anyOf', 'exists'],
  sorted: true,
  retold: true,
  counted: { zh: '项', en: 'items' },
  parse: (raw, field, context) => parseReference(raw, itemsOf(field, context)),
  text: (value, field, context, lang) =>
    typeof value === 'string' ? choiceText(value, field, context, lang) : '',
  each: (field, { lists }) => offeredIds(field, lists),
  offered: (field, { lists }, lang) =>
    offeredChoices(lists.get(field.of ?? '') ?? [], []).map(({ label }) => label[lang]),
  read: (cell, field, context) => readReference(cell, itemsOf(field, context)),
  json: (field, { idsOf }) => ({ enum: idsOf(field) }),
}

/** What may be chosen now, by id. */
export function offeredIds({ of }: FieldShape, lists: FieldContext['lists']): readonly string[] {
  return offeredChoices(lists.get(of ?? '') ?? [], []).map(({ id }) => id)
}

/** Label of an item; its id where the list no longer has it. */
export function choiceText(
  id: string,
  field: FieldShape,
  context: FieldContext,
  lang: 'zh' | 'en',
): string {
  const list = context.lists.get(field.of ?? '') ?? []
  return list.find((item) => item.id === id)?.label[lang] ?? id
}

/** How items of a field's list are looked up, by id or by label in either language. */
export function itemsOf(field: FieldShape, context: FieldContext): Reference {
  const list = context.lists.get(field.of ?? '') ?? []
  return {
    noun: 'choice',
    label: { zh: '选项', en: 'item' },
    nameOf: (id) => list.find((item) => item.id === id)?.label.zh ?? null,
    called: (name) => {
      const wanted = name.toLowerCase()
      const found = list.filter(({ label, also = [] }) =>
        [label.zh, label.en, ...also].some((one) => one.toLowerCase() === wanted),
      )
      return found.map((item) => item.id)
    },
  }
}
