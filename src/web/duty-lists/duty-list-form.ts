import type { DutyListBody, SentDutyListView } from '../../api/contract/duty-list.ts'
import type { Values } from '../../ledger/value.ts'
import type { Addressees } from '../sent/addressees.ts'
import type { Line } from '../sent/line.ts'
import { orNull } from '../sent/or-null.ts'
import { withKept } from '../sent/with-kept.ts'

/** A duty as it is typed. */
export type DutyListItem = DutyListBody['items'][number] & Line

/** A list as it is typed, in the form of values: it is kept on the device as a record's are. */
export type DutyListForm = Omit<DutyListBody, 'items' | 'to'> &
  Addressees & { readonly items: readonly DutyListItem[] }

/** A duty that nobody has filled in. */
export const emptyItem: DutyListItem = {
  key: 0,
  item: null,
  title: '',
  often: 'quarter',
  times: 1,
  by: null,
  officeKind: null,
  basis: null,
  clause: null,
  from: null,
  ends: null,
}

const emptyForm: DutyListForm = {
  title: '',
  from: '',
  ...{ basis: null, clause: null, ends: null, note: null, to: null },
  items: [emptyItem],
}

/** The version before, or an empty list, with what was kept of this one. */
export function formOfList(sent: SentDutyListView | null, kept: Values | null): DutyListForm {
  return withKept(sent === null ? emptyForm : formOfSent(sent), { kept, empty: emptyItem })
}

function formOfSent({ list, units }: SentDutyListView): DutyListForm {
  const { to: _, items, ...head } = list
  return { ...head, to: units, items: items.map((one, key) => ({ ...one, key })) }
}

/** What is sent: null for what is not filled in. */
export function bodyOfList({ items, to, ...head }: DutyListForm): DutyListBody {
  return {
    ...{ ...head, basis: orNull(head.basis), clause: orNull(head.clause), note: orNull(head.note) },
    to: to === null ? null : [...to],
    items: items.map(itemOf),
  }
}

function itemOf({ item, title, often, times, by, officeKind, ...ground }: DutyListItem) {
  const { from, ends } = ground
  const [basis, clause] = [orNull(ground.basis), orNull(ground.clause)]
  return { item, title, often, times, by, officeKind, basis, clause, from, ends }
}
