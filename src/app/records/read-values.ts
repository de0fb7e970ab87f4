import { valuesAsOne } from '../../ledger/core/one-person.ts'
import { Refusal } from '../../ledger/fault.ts'
import { parseValues } from '../../ledger/record/parse-values.ts'
import type { Field, Register } from '../../ledger/register/register.ts'
import { titleOf } from '../../ledger/register/title.ts'
import type { Values } from '../../ledger/value.ts'
import { mayRead } from '../access/access.ts'
import { isReadWith, openToAll } from '../access/open-to.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { namesOf } from '../roster/roster.ts'
import { judgeLinkedFiles, linkedFiles } from './linked-files.ts'
import { storedWords } from './shown-record.ts'

/** The values of a record as they will be stored, with what is derived from them. */
export interface ReadValues {
  readonly values: Values
  readonly occurredOn: string | null
  readonly title: string
  readonly search: string
  readonly today: string
}

const linksMax = 200

/**
 * Reads what was sent for a record of a register. Throws a refusal with every fault found; places
 * begin with `values`.
 */
export async function readValues(
  ports: Pick<AppPorts, 'store' | 'clock' | 'rosters'>,
  session: Session,
  given: {
    readonly register: Register
    readonly raw: unknown
    readonly id?: string
    /** Titles of records that it points to and that are read already: there may be thousands. */
    readonly linked?: ReadonlyMap<string, string>
  },
): Promise<ReadValues> {
  const { register, raw } = given
  const today = todayIn(session.org.zone, ports.clock)
  const known = given.linked ?? new Map<string, string>()
  const links = await linkedTitles(ports, session, { register, raw, known, of: given.id })
  const parse = async () => {
    const names = namesOf(await ports.rosters.of(session.org.id), links.titles)
    const context = { lists: session.pack.lists, names, today }
    const id = given.id === undefined ? {} : { id: given.id }
    return parseValues(register, raw, { ...context, ...id })
  }
  let parsed = await parse()
  if (parsed.faults?.some((one) => /^field\.(person|office)\.unknown$/.test(one.code))) {
    // Somebody may have been added on another server a moment ago.
    ports.rosters.forget(session.org.id)
    parsed = await parse()
  }
  if (parsed.faults) {
    throw new Refusal(parsed.faults.map((one) => ({ ...one, at: ['values', ...one.at] })))
  }
  // Whoever was chosen before they turned out to be another is entered as who they go on as.
  const roster = await ports.rosters.of(session.org.id)
  const values = valuesAsOne(parsed.values, roster.who)
  await judgeFiles(ports, session, { ...given, values })
  const date = values[register.date]
  const names = namesOf(roster, links.open)
  return {
    values,
    occurredOn: typeof date === 'string' ? date : null,
    ...storedWords(register, values, { lists: session.pack.lists, names }),
    today,
  }
}

async function judgeFiles(
  ports: Pick<AppPorts, 'store'>,
  session: Session,
  { register, values, id }: { register: Register; values: Values; id?: string },
): Promise<void> {
  if (linkedFiles(register, values).length === 0) return
  const stands = id === undefined ? null : await recordOf(ports, session, id)
  const before = stands?.values ?? null
  const faults = await judgeLinkedFiles(ports, session, { register, values, before })
  if (faults.length > 0) {
    throw new Refusal(faults.map((one) => ({ ...one, at: ['values', ...one.at] })))
  }
}

function recordOf({ store }: Pick<AppPorts, 'store'>, { org }: Session, id: string) {
  return store.read(org.id, (reader) => reader.record(id))
}

/** Titles of records that values point to. */
interface LinkedTitles {
  /** As far as the caller may read them; of others that stood there already, their ids. */
  readonly titles: ReadonlyMap<string, string>
  /** As far as everybody may who reads the pointing record. */
  readonly open: ReadonlyMap<string, string>
}

/** Titles of the records that the values point to. `known` ones everybody may read. */
async function linkedTitles(
  ports: Pick<AppPorts, 'store' | 'rosters'>,
  session: Session,
  {
    register,
    raw,
    known,
    of,
  }: {
    register: Register
    raw: unknown
    known: ReadonlyMap<string, string>
    of: string | undefined
  },
): Promise<LinkedTitles> {
  const others = linksIn(register.fields, raw).filter((one) => !known.has(one))
  const ids = new Set(others.slice(0, linksMax))
  if (ids.size === 0) return { titles: known, open: known }
  const names = namesOf(await ports.rosters.of(session.org.id))
  const words = { lists: session.pack.lists, names }
  return ports.store.read(session.org.id, async (reader) => {
    const titles = new Map(known)
    const open = new Map(known)
    const before = of === undefined ? null : await reader.record(of)
    // Whoever may not read a record leaves a link to it as they found it.
    const stood = new Set(linksIn(register.fields, before?.values))
    for (const id of ids) {
      const record = await reader.record(id)
      const target = record === null ? undefined : session.pack.registers.get(record.register)
      if (!record || !target || !mayRead(session, target)) {
        if (stood.has(id)) titles.set(id, id)
        continue
      }
      // Everybody who reads the pointing record reads this title: only open fields go into it.
      const title = titleOf(target, openToAll(target, record.values), words).zh
      titles.set(id, title)
      if (isReadWith(register, target)) open.set(id, title)
    }
    return { titles, open }
  })
}

function linksIn(fields: readonly Field[], raw: unknown): readonly string[] {
  if (typeof raw !== 'object' || raw === null) return []
  return fields.flatMap((field) => {
    const value = Object.hasOwn(raw, field.id) ? (raw as Record<string, unknown>)[field.id] : null
    if (field.type === 'record') return typeof value === 'string' ? [value] : []
    if (field.type !== 'rows' || !Array.isArray(value)) return []
    return value.flatMap((row) => linksIn(field.fields ?? [], row))
  })
}
