import { fieldKindOf } from '../fields/field-kinds.ts'
import { rowsOf } from '../fields/rows/rows.ts'
import type { Label, Lang } from '../label.ts'
import { both } from '../label.ts'
import type { Field } from '../register/register.ts'
import type { Value } from '../value.ts'
import { itemLabel } from './item-columns.ts'
import type { CellChange, SheetContexts } from './row-changes.ts'
import { same } from './row-changes.ts'

/** A change in words: what was, what is to be. */
export interface ToldChange {
  readonly at: string
  readonly field: Label
  readonly before: Label
  readonly after: Label
}

/** Characters of a value that are shown, and of those before its first difference. */
const shownCharactersMax = 60
const beforeDifference = 16

/** A change as somebody can judge it: of items each part that differs, of a long text the place. */
export function toldChanges(change: CellChange, contexts: SheetContexts): readonly ToldChange[] {
  const { field, at, before, after } = change
  const [old, now] = [rowsOf(before), rowsOf(after)]
  if (field.type !== 'rows' || old.length !== now.length) {
    const [told, other] = briefValues([before, after], field, contexts)
    return [{ at, field: field.label, before: told, after: other }]
  }
  return now.flatMap((row, nth) =>
    (field.fields ?? []).flatMap((inner): ToldChange[] => {
      const [was, is] = [old[nth]?.[inner.id] ?? null, row[inner.id] ?? null]
      if (same(was, is)) return []
      const label = itemLabel(field, inner)
      const numbered = { zh: `${label.zh}（第${nth + 1}项）`, en: `${label.en} (item ${nth + 1})` }
      const [told, other] = briefValues([was, is], inner, contexts)
      return [{ at, field: numbered, before: told, after: other }]
    }),
  )
}

const empty = { zh: '（空）', en: '(empty)' }

/** Values of one field in a few words each, from shortly before the place where they part. */
export function briefValues<const Given extends readonly Value[]>(
  values: Given,
  field: Field,
  contexts: SheetContexts,
): { readonly [nth in keyof Given]: Label } {
  const textsIn = (lang: Lang) => {
    const { text } = fieldKindOf(field.type)
    return briefTexts(values.map((value) => text(value, field, contexts[lang], lang)))
  }
  const texts = { zh: textsIn('zh'), en: textsIn('en') }
  const labels = values.map((_, nth) => both((lang) => texts[lang][nth] || empty[lang]))
  return labels as { readonly [nth in keyof Given]: Label }
}

function briefTexts(texts: readonly string[]): readonly string[] {
  if (texts.every((text) => text.length <= shownCharactersMax)) return texts
  const marks = texts.map((text) => [...text])
  const [first = []] = marks
  const parts = first.findIndex((mark, at) => marks.some((other) => other[at] !== mark))
  const from = Math.max(0, (parts < 0 ? first.length : parts) - beforeDifference)
  return marks.map((all) => {
    const shown = all.slice(from, from + shownCharactersMax).join('')
    const rest = from + shownCharactersMax < all.length ? '…' : ''
    return all.length === 0 ? '' : `${from > 0 ? '…' : ''}${shown}${rest}`
  })
}
