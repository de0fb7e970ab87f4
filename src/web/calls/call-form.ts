import type { CallBody, SentCallView } from '../../api/contract/call.ts'
import type { AskedKind } from '../../report/call/call.ts'
import type { Addressees } from '../sent/addressees.ts'
import type { Line } from '../sent/line.ts'
import { orNull } from '../sent/or-null.ts'

/** One thing asked, as it is typed: what is not filled in is empty. */
export type CallFormItem = Line & {
  /** Which line of the call it was when it was written before; null: a new one. */
  readonly item: string | null
  readonly label: string
  readonly kind: AskedKind
  readonly figure: string
  readonly unit: string
  readonly choices: string
  readonly again: string
}

/** A call as it is typed, in the form of values: it is kept on the device as a record's are. */
export type CallForm = Addressees & {
  readonly title: string
  readonly basis: string
  readonly clause: string
  readonly period: string
  readonly due: string
  readonly ends: string
  readonly note: string
  readonly items: readonly CallFormItem[]
}

/** A line that nobody has filled in. */
export const emptyItem: CallFormItem = {
  key: 0,
  item: null,
  label: '',
  kind: 'figure',
  figure: '',
  unit: '',
  choices: '',
  again: '',
}

/** An empty form about a year. */
export function emptyCallForm(year: number): CallForm {
  const texts = { title: '', basis: '', clause: '', due: '', ends: '', note: '' }
  return { ...texts, period: String(year), to: null, items: [emptyItem] }
}

/** The form of a call that is written anew. */
export function formOfCall({ call, units }: Pick<SentCallView, 'call' | 'units'>): CallForm {
  const { title, basis, clause, period, due, ends, note, items } = call
  return {
    ...{ title, period, due },
    ...{ basis: basis ?? '', clause: clause ?? '', ends: ends ?? '', note: note ?? '' },
    items: items.map(({ item, label, kind, figure, unit, choices, again }, key) => ({
      ...{ key, item, label, kind },
      ...{ figure: figure ?? '', unit: unit ?? '', again: again ?? '' },
      choices: choices.join('、'),
    })),
    to: units,
  }
}

/** The lines for which no figure was chosen, by their keys. */
export function withoutFigure({ items }: Pick<CallForm, 'items'>): ReadonlySet<number> {
  const lacking = items.filter(({ kind, figure }) => kind === 'figure' && figure === '')
  return new Set(lacking.map(({ key }) => key))
}

/** What is sent: null for what is not filled in. */
export function callBodyOf({ items, to, ...head }: CallForm): CallBody {
  const { title, period, due, basis, clause, ends, note } = head
  return {
    title: title.trim(),
    period,
    due,
    basis: orNull(basis),
    clause: orNull(clause),
    ends: orNull(ends),
    note: orNull(note),
    items: items.map(({ item, label, kind, figure, unit, choices, again }) => ({
      item,
      label: label.trim(),
      kind,
      figure: orNull(figure),
      unit: orNull(unit),
      choices: orNull(choices),
      again: orNull(again),
    })),
    to: to === null ? null : [...to],
  }
}
