import type { ListedDuty } from '../../ledger/core/listed-duty.ts'
import type { Fault } from '../../ledger/fault.ts'
import { fault, Refusal } from '../../ledger/fault.ts'
import type { Values } from '../../ledger/value.ts'
import { mayCountDuty } from '../../pack/laid-duty.ts'
import { mayReadFigure } from '../access/figure-access.ts'
import { wordFaults } from '../calls/call-words.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { namesOf } from '../roster/roster.ts'

/** What a unit makes of one duty of a list: nothing of it adds to what the list asks. */
export interface FitDuty {
  readonly item: string
  readonly applies: boolean
  /** Why it does not apply. */
  readonly reason: string | null
  /** What the unit calls it; null: as the list does. */
  readonly ownName: string | null
  /** The figure of the pack that counts what was done; null: it is recorded for the duty itself. */
  readonly figure: string | null
  /** The office of the unit that answers for it, where it is new here; null: nobody yet. */
  readonly office: string | null
}

/**
 * Holds what a unit makes of the duties of a list against the list: each is decided, none is added.
 * Refuses with `duty-list.fit` and `call.boundary`, and `unit.person-name` for somebody's name.
 */
export async function checkFits(
  { rosters }: Pick<AppPorts, 'rosters'>,
  session: Session,
  { items, fits }: { readonly items: readonly ListedDuty[]; readonly fits: readonly FitDuty[] },
): Promise<ReadonlyMap<string, FitDuty>> {
  const byItem = new Map(fits.map((one) => [one.item, one]))
  const faults: Fault[] = []
  const at = (item: string, name: string) => ['body', 'fits', item, name]
  const people = namesOf(await rosters.of(session.org.id)).peopleCalled
  for (const { item } of items) {
    const fit = byItem.get(item)
    if (fit === undefined) faults.push(fault('duty-list.fit', { at: at(item, 'item'), ...open }))
    else if (!fit.applies && !fit.reason?.trim()) {
      faults.push(fault('duty-list.fit', { at: at(item, 'reason'), ...noReason }))
    }
    const figure = fit?.figure == null ? null : session.pack.figures.get(fit.figure)
    const mayCount = figure && mayCountDuty(figure) && mayReadFigure(session, figure)
    if (figure !== null && !mayCount) {
      faults.push(fault('duty-list.fit', { at: at(item, 'figure'), ...noFigure }))
    }
    const name = fit?.ownName?.trim() ?? ''
    if (name !== '' && (people?.(name).length ?? 0) > 0) {
      faults.push(fault('unit.person-name', { at: at(item, 'name'), ...aPerson }))
    }
  }
  const known = new Set(items.map(({ item }) => item))
  for (const { item } of fits.filter((one) => !known.has(one.item))) {
    faults.push(fault('duty-list.fit', { at: at(item, 'item'), ...added }))
  }
  const words = fits.flatMap(({ item, ownName, reason }) => [
    { at: ['fits', item, 'name'], text: ownName },
    { at: ['fits', item, 'reason'], text: reason },
  ])
  const all = [...faults, ...wordFaults(words, ['body'])]
  if (all.length > 0) throw new Refusal(all)
  return byItem
}

/** What stands beside a duty in the row of the list that was taken. */
export function valuesOfFit({ applies, reason, ownName, figure }: FitDuty): Values {
  return {
    applies,
    ...(applies || !reason ? {} : { reason: reason.trim() }),
    ...(ownName?.trim() ? { ownName: ownName.trim() } : {}),
    ...(applies && figure !== null ? { figure } : {}),
  }
}

const open = {
  text: { zh: '这一项还没有确定是否适用。', en: 'It is not said whether this duty applies.' },
  hint: { zh: '请逐项确定。', en: 'Decide on each of them.' },
}

const noReason = {
  text: { zh: '不适用的，应写明原因。', en: 'What does not apply says why.' },
  hint: { zh: '请填写原因。', en: 'Give the reason.' },
}

const noFigure = {
  text: {
    zh: '没有这个数据项，或它不能说明做过几次。',
    en: 'There is no such figure, or it does not count how often something was done.',
  },
  hint: { zh: '请从列表中选择。', en: 'Choose one of the list.' },
}

const aPerson = {
  text: { zh: '这是人员姓名。', en: 'This is the name of a person.' },
  hint: { zh: '请写会议或工作的名称。', en: 'Name the meeting or the work.' },
}

const added = {
  text: { zh: '清单中没有这一项。', en: 'The list has no such duty.' },
  hint: { zh: '认领时不能增加事项。', en: 'Nothing is added when a list is taken.' },
}
