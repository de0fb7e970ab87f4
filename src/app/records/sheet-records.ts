import { fieldContext } from '../../ledger/fields/field-kinds.ts'
import type { Label, Lang } from '../../ledger/label.ts'
import type { Names } from '../../ledger/names.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Field, Register } from '../../ledger/register/register.ts'
import { titleOf } from '../../ledger/register/title.ts'
import type { Values } from '../../ledger/value.ts'
import { mayRead } from '../access/access.ts'
import { isReadWith, openToAll } from '../access/open-to.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { allDays } from '../roster/keep-rosters.ts'
import { namesOf } from '../roster/roster.ts'
import type { SheetNames } from './sheet-names.ts'

/** A record that a sheet names by its title. */
interface TitledRecord {
  readonly id: string
  readonly register: string
  readonly title: Label
  readonly isLive: boolean
}

/** Names for the records that these values point to; with `titled`, also for all of its registers. */
export async function sheetNames(
  ports: Pick<AppPorts, 'store' | 'rosters'>,
  session: Session,
  given: {
    readonly register: Register
    readonly values: readonly Values[]
    /** Records that are known to be meant, e.g. by ids in the cells of a sheet. */
    readonly known?: readonly LedgerRecord[]
    /** Fields whose links come as titles. */
    readonly byTitle?: readonly Field[]
  },
): Promise<SheetNames> {
  const { register, values, known = [], byTitle = [] } = given
  const ids = [...new Set(values.flatMap((one) => linksIn(register.fields, one)))]
  const targets = [...new Set(byTitle.flatMap((field) => field.register ?? []))]
  const found = await ports.store.read(session.org.id, async (reader) => [
    ...(ids.length === 0 ? [] : await reader.recordsById(ids)),
    ...(targets.length === 0 ? [] : await reader.recordsOf(targets, allDays)),
  ])
  const roster = await ports.rosters.of(session.org.id)
  const titled = titledRecords(session, [...known, ...found], namesOf(roster))
  const byTitles = idsByTitle(titled)
  const called = (some: Iterable<TitledRecord>, lang: Lang) =>
    namesOf(roster, new Map([...some].map(({ id, title }) => [id, title[lang]])))
  const inLang = (lang: Lang): Names => ({
    ...called(titled.values(), lang),
    recordsTitled: (of, title) => byTitles.get(`${of} ${title}`) ?? [],
  })
  const open = [...titled.values()].filter(({ register: id }) => {
    const target = session.pack.registers.get(id)
    return target !== undefined && isReadWith(register, target)
  })
  const names = { zh: inLang('zh'), en: inLang('en') }
  const { lists } = session.pack
  return {
    names,
    contexts: {
      zh: fieldContext({ lists, names: names.zh }),
      en: fieldContext({ lists, names: names.en }),
    },
    stored: called(open, 'zh'),
  }
}

/** Ids of the records that values point to, in rows as well. */
function linksIn(fields: readonly Field[], values: Values): readonly string[] {
  return fields.flatMap((field) => {
    const value = values[field.id]
    if (field.type === 'record') return typeof value === 'string' ? [value] : []
    if (field.type !== 'rows' || !Array.isArray(value)) return []
    return value.flatMap((row) => linksIn(field.fields ?? [], row as Values))
  })
}

/** The fields of a register that point to records, those inside rows as well. */
export function linkFields({ fields }: Register): readonly Field[] {
  return fields
    .flatMap((field) => [field, ...(field.fields ?? [])])
    .filter(({ type }) => type === 'record')
}

// Everybody who reads the sheet reads these titles: only open fields go into them.
function titledRecords(
  session: Session,
  records: readonly LedgerRecord[],
  names: Names,
): ReadonlyMap<string, TitledRecord> {
  const words = { lists: session.pack.lists, names }
  return new Map(
    records.flatMap((record): [string, TitledRecord][] => {
      const register = session.pack.registers.get(record.register)
      if (!register || !mayRead(session, register)) return []
      const title = titleOf(register, openToAll(register, record.values), words)
      const isLive = record.state === 'live'
      return [[record.id, { id: record.id, register: register.id, title, isLive }]]
    }),
  )
}

function idsByTitle(
  titled: ReadonlyMap<string, TitledRecord>,
): ReadonlyMap<string, readonly string[]> {
  const ids = new Map<string, string[]>()
  for (const { id, register, title, isLive } of titled.values()) {
    if (!isLive) continue
    for (const text of new Set([title.zh, title.en])) {
      const key = `${register} ${text}`
      const before = ids.get(key)
      if (before) before.push(id)
      else ids.set(key, [id])
    }
  }
  return ids
}
