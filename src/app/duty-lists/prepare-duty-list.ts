import { core } from '../../ledger/core/core-registers.ts'
import type { ListedDuty } from '../../ledger/core/listed-duty.ts'
import { isByDay, isDayOf } from '../../ledger/core/listed-duty.ts'
import type { Fault } from '../../ledger/fault.ts'
import { fault, Refusal, refuse } from '../../ledger/fault.ts'
import type { DutyList } from '../../report/call/duty-list.ts'
import { dutyListOf, valuesOfDutyList } from '../../report/call/duty-list.ts'
import { namedLines } from '../../report/call/named-lines.ts'
import { appendSent } from '../calls/append-sent.ts'
import { writtenCalls } from '../calls/call-registers.ts'
import { addresseesIn } from '../calls/prepare-call.ts'
import { todayIn } from '../clock/wall-clock.ts'
import { subordinatesIn } from '../organisation/subordinates.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Reader, Session } from '../ports/store-ports.ts'
import { checkDutyListWords } from './duty-list-words.ts'
import { findDutyList } from './find-duty-list.ts'

type Needs = Pick<AppPorts, 'store' | 'clock' | 'rosters'>

/** A duty as somebody writes it; `item`: null for one that no version of the list had before. */
export type PreparedDuty = Omit<ListedDuty, 'item'> & { readonly item: string | null }

/** A list as somebody writes it. */
export interface PrepareDutyList extends Omit<DutyList, 'items' | 'to'> {
  readonly items: readonly PreparedDuty[]
  /** Records of the bodies below that it goes to; null: all of them. */
  readonly to: readonly string[] | null
}

/**
 * Writes a list that somebody is to sign, or a later version of it (`over`): the one that was
 * signed before holds until then. Refuses with `call.boundary`, `call.nobody`, `duty-list.item`,
 * `duty-list.days`, `duty-list.unknown`, and `write.stale`.
 */
export async function prepareDutyList(
  ports: Needs,
  session: Session,
  { to, ...given }: PrepareDutyList,
  over: { readonly id: string; readonly expected: number } | null = null,
): Promise<Appended> {
  writtenCalls(session, core.dutyList.id)
  const today = todayIn(session.org.zone, ports.clock)
  const { items, addressees } = await ports.store.read(session.org.id, async (reader) => {
    if (over !== null) await findDutyList(reader, over.id)
    const before = over === null ? [] : await itemsBefore(reader, over.id)
    return {
      items: numbered(given.items, before),
      addressees: addresseesIn({ below: await subordinatesIn(reader), to, today }),
    }
  })
  const list = { ...given, items }
  checkDays(list)
  checkDutyListWords(list)
  const { person } = session.actor
  return appendSent(ports, session, core.dutyList.id, {
    kind: over === null ? 'create' : 'correct',
    over,
    values: {
      ...valuesOfDutyList(list),
      ...addressees,
      step: 'prepared',
      ...(person === null ? {} : { preparedBy: person }),
    },
  })
}

/** Names that duties of any version bear: none is given to another duty. */
async function itemsBefore(reader: Reader, list: string): Promise<readonly string[]> {
  const versions = await reader.versions(list)
  const all = versions.flatMap(({ values }) => (values === null ? [] : dutyListOf(values).items))
  return [...new Set(all.map(({ item }) => item))]
}

function numbered(
  items: readonly PreparedDuty[],
  before: readonly string[],
): readonly ListedDuty[] {
  return namedLines(items, before).map((one) => {
    const byDay = isByDay(one.often)
    // What is owed by a day is owed once, and what is owed in windows by no day.
    return { ...one, times: byDay ? null : (one.times ?? 1), by: byDay ? one.by : null }
  })
}

function checkDays({ from, ends, items }: Pick<DutyList, 'from' | 'ends' | 'items'>): void {
  if (ends !== null && ends < from) {
    refuse('duty-list.days', { at: ['body', 'ends'], ...endsBefore })
  }
  const faults: Fault[] = []
  const titles = items.map(({ title }) => title)
  for (const [at, one] of items.entries()) {
    const place = (name: string) => ['body', 'items', at, name]
    if (isByDay(one.often) && !isDayOf(one.often, one.by)) {
      faults.push(fault('duty-list.item', { at: place('by'), ...dayOf[one.often] }))
    }
    if (one.ends !== null && one.ends < (one.from ?? from)) {
      faults.push(fault('duty-list.days', { at: place('ends'), ...endsBefore }))
    }
    if (titles.indexOf(one.title) !== at) {
      faults.push(fault('duty-list.item', { at: place('title'), ...sameTitle }))
    }
  }
  if (faults.length > 0) throw new Refusal(faults)
}

const endsBefore = {
  text: { zh: '终止日期不能早于起始日期。', en: 'It cannot end before it begins.' },
  hint: { zh: '请改正日期。', en: 'Mend the day.' },
}

const dayOf = {
  'yearly-by': {
    text: { zh: '每年的期限应写作“月-日”。', en: 'The day of a year is month and day.' },
    hint: { zh: '如 03-31。', en: 'For example 03-31.' },
  },
  'once-by': {
    text: { zh: '期限应写作“年-月-日”。', en: 'The day is year, month and day.' },
    hint: { zh: '如 2026-06-30。', en: 'For example 2026-06-30.' },
  },
}

const sameTitle = {
  text: { zh: '与前面的一项同名。', en: 'Another duty has the same title.' },
  hint: { zh: '请改成不同的名称。', en: 'Give each a title of its own.' },
}
