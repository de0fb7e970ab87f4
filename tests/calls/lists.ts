import type {
  DutyListBody,
  OfferedDutyListView,
  TakeDutyListBody,
} from '../../src/api/contract/duty-list.ts'
import { goodPassword, todayThere } from '../api/serving.ts'
import type { Unit } from './two-levels.ts'
import { done, soon } from './two-levels.ts'

type Listed = DutyListBody['items'][number]

/** A duty of a list. */
export function listed(given: Partial<Listed> & Pick<Listed, 'title' | 'often'>): Listed {
  return {
    ...{ item: null, times: null, by: null, officeKind: null },
    ...{ basis: null, clause: null, from: null, ends: null },
    ...given,
  }
}

/** A list of two duties of this year, with basis and end. */
export function listOfYear(given: Partial<DutyListBody> = {}): DutyListBody {
  const year = todayThere().slice(0, 4)
  return {
    title: '意识形态工作责任清单',
    basis: '《党委（党组）意识形态工作责任制实施办法》',
    clause: '第六条',
    from: `${year}-01-01`,
    ends: `${Number(year) + 1}-12-31`,
    note: null,
    items: [
      listed({ title: '专题研究意识形态工作', often: 'year', times: 2, officeKind: 'leadership' }),
      listed({ title: '报告意识形态工作情况', often: 'yearly-by', by: '12-31' }),
    ],
    to: null,
    ...given,
  }
}

/** Prepares a list, or a later version of one, and signs it; its id. */
export async function issueList(
  above: Unit,
  body = listOfYear(),
  over: { readonly id: string; readonly version: number } | null = null,
): Promise<{ readonly id: string; readonly version: number }> {
  const at = (version: number) => ({ headers: { 'if-match': `"${version}"` } })
  const written =
    over === null
      ? await done(above.clerk.ask('POST', '/api/v1/duty-lists', { body }))
      : await done(
          above.clerk.ask('PUT', `/api/v1/duty-lists/${over.id}`, { body, ...at(over.version) }),
          200,
        )
  const asked = { body: { password: goodPassword }, ...at(written.version) }
  const issued = await done(
    above.first.ask('POST', `/api/v1/duty-lists/${written.id}/issue`, asked),
  )
  return { id: issued.id, version: issued.version }
}

/** The list of a title that waits for the unit. */
export function offeredList(unit: Unit, title = listOfYear().title): Promise<OfferedDutyListView> {
  return soon(async () => {
    const told = await unit.first.ask('GET', '/api/v1/duty-lists-offered')
    const offered = told.body as readonly OfferedDutyListView[]
    return told.status === 200 ? offered.find(({ list }) => list.title === title) : null
  })
}

/** What the unit makes of the duties of a list: all of them apply, but for what is said. */
export function fitsOf(
  { list }: OfferedDutyListView,
  said: Readonly<Record<string, Partial<TakeDutyListBody['fits'][number]>>> = {},
): TakeDutyListBody['fits'] {
  const plain = { applies: true, reason: null, ownName: null, figure: null, office: null }
  return list.items.map(({ item, title }) => ({ item, ...plain, ...said[title] }))
}
