import { unhurried } from '../../append/unhurried.ts'
import { refuse } from '../../ledger/fault.ts'
import type { Lang } from '../../ledger/label.ts'
import type { Field } from '../../ledger/register/register.ts'
import type { WrittenTable } from '../../ledger/sheet/write-table.ts'
import { writeTable } from '../../ledger/sheet/write-table.ts'
import { readableRegister } from '../access/access.ts'
import { openTo } from '../access/open-to.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import type { ListRecords } from './list-records.ts'
import { readList } from './list-records.ts'
import { sheetNames } from './sheet-records.ts'
import type { ShownRecord } from './shown-record.ts'

/** Records one export may hold. */
const exportRecordsMax = 50_000
const pageRecords = 200

/**
 * A list as a sheet, as the reader sees it: same filter, same order, only fields that the reader
 * may see; `columns` names the fields to show, all when absent; `items` the field of rows whose
 * items have a row each. Every row says which record it is, so that the sheet can come back. Leaves
 * a line in the trail.
 */
export async function exportSheet(
  ports: Pick<AppPorts, 'store' | 'rosters'>,
  session: Session,
  asked: {
    readonly list: Omit<ListRecords, 'limit' | 'after' | 'columns'>
    readonly columns?: readonly string[]
    readonly items?: string
    readonly lang: Lang
  },
): Promise<WrittenTable> {
  const { lang, items } = asked
  const register = readableRegister(session, asked.list.register)
  const { withheld } = openTo(session, register, {})
  const shown = register.fields.flatMap((field) => openField(field, withheld) ?? [])
  if (items !== undefined && !shown.some(({ id, type }) => id === items && type === 'rows'))
    refuseItems(items)
  const records: ShownRecord[] = []
  let after: string | undefined
  do {
    const list = { ...asked.list, after, limit: pageRecords }
    const page = await readList(ports, session, { list, lang })
    for (const item of page.items) records.push(item)
    after = page.next ?? undefined
  } while (after !== undefined && records.length < exportRecordsMax)
  const fields = shown.filter(({ id }) => id === items || (asked.columns?.includes(id) ?? true))
  await ports.store.trail(session.org.id, {
    actor: session.actor.id,
    act: 'export',
    subject: register.id,
    outcome: 'done',
    detail: `${records.length}`,
  })
  const values = records.map((record) => record.values)
  const { names } = await sheetNames(ports, session, { register, values })
  const { lists } = session.pack
  const how = { fields, lists, names: names[lang], lang }
  return unhurried(writeTable(register, records, items === undefined ? how : { ...how, items }))
}

/** A field with what the reader may see of it; null where that is nothing. */
function openField(field: Field, withheld: readonly string[]): Field | null {
  if (withheld.includes(field.id)) return null
  if (field.fields === undefined) return field
  const fields = field.fields.filter(({ id }) => !withheld.includes(`${field.id}.${id}`))
  return { ...field, fields }
}

function refuseItems(id: string): never {
  refuse('sheet.items.unknown', {
    at: ['items'],
    text: {
      zh: `“${id}”不是可以逐项分行的字段`,
      en: `“${id}” is no field whose items could have a row each`,
    },
    hint: { zh: '只有明细类字段可以逐项分行。', en: 'Only fields of rows can.' },
  })
}
