import { core } from '../../ledger/core/core-registers.ts'
import { fromUtf8 } from '../../log/utf8.ts'
import type { Subordinate } from '../../report/call/subordinate.ts'
import { inOfficialOrder, subordinateOf } from '../../report/call/subordinate.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Organisation, Reader, Session } from '../ports/store-ports.ts'
import { prepareNew } from '../records/prepare-record.ts'
import { allDays } from '../roster/keep-rosters.ts'

/** Every body below that there ever was, in the official order. */
export async function subordinatesIn(reader: Reader): Promise<readonly Subordinate[]> {
  const records = await reader.recordsOf([core.subordinate.id], allDays)
  return inOfficialOrder(records.filter(({ state }) => state === 'live').map(subordinateOf))
}

/** Whether the log is that of a body below: its key is believed, and it has nothing to ask here. */
export async function isBelow(
  { store, organisations }: Pick<AppPorts, 'store' | 'organisations'>,
  org: Organisation,
  log: string,
): Promise<boolean> {
  const here = (await organisations.all()).find(({ origin }) => origin === log)
  if (here) return here.parent === org.id
  const where = { [core.subordinate.names.log]: log }
  const { items } = await store.read(org.id, (reader) =>
    reader.records({ register: core.subordinate.id, where, limit: 1 }),
  )
  return items.length > 0
}

/** What somebody says of a unit that is to be entered. */
export interface SaidOfUnit {
  /** In the official order; null: behind those that there are. */
  readonly place: number | null
  readonly short: string | null
}

// Who founds a unit from the terminal answers for all that whoever sets one up may record.
const foundersRoles = ['administrator', 'clerk'] as const

/** Enters units that were founded below a body, as `said`; one whose pack has no register passes. */
export async function enterFounded(
  ports: Pick<AppPorts, 'store' | 'organisations' | 'clock' | 'rosters' | 'calendar' | 'unitPacks'>,
  {
    above,
    said,
    actor,
  }: {
    readonly above: Organisation
    readonly said: ReadonlyMap<string, SaidOfUnit>
    readonly actor: string
  },
): Promise<void> {
  const pack = await ports.unitPacks.of(above)
  if (!pack.registers.has(core.subordinate.id)) return
  const session = { org: above, pack, actor: { id: actor, person: null, roles: foundersRoles } }
  await enterOwnUnits(ports, session, said)
}

/**
 * Enters the units of this server that stand below and that the register does not have yet; `said`:
 * those of them that it tells of, by their logs, as it says. Answers how many.
 */
export async function enterOwnUnits(
  ports: Pick<AppPorts, 'store' | 'organisations' | 'clock' | 'rosters' | 'calendar'>,
  session: Session,
  said: ReadonlyMap<string, SaidOfUnit> | null = null,
): Promise<number> {
  const { org, pack } = session
  const known = await ports.store.read(org.id, subordinatesIn)
  const logs = new Set(known.map(({ log }) => log))
  const units = (await ports.organisations.all()).filter(
    ({ parent, origin }) =>
      parent === org.id && !logs.has(origin) && (said === null || said.has(origin)),
  )
  const { short: shortName } = core.subordinate.names
  const fields = pack.registers.get(core.subordinate.id)?.fields ?? []
  const hasShort = fields.some(({ id }) => id === shortName)
  let last = known.at(-1)?.place ?? 0
  const from = todayIn(org.zone, ports.clock)
  const writes = []
  for (const unit of units) {
    const { place, short } = said?.get(unit.origin) ?? { place: null, short: null }
    const key = await ports.store.logFile(unit.id, 'vkey')
    last = Math.max(last + (place === null ? 1 : 0), place ?? 0)
    const values = {
      place: place ?? last,
      name: unit.name.zh,
      ...(short !== null && hasShort ? { [shortName]: short } : {}),
      log: unit.origin,
      ...(key === null ? {} : { key: fromUtf8(key)?.trim() ?? '' }),
      from,
    }
    const record = { register: core.subordinate.id, values, key: `subordinate ${unit.origin}` }
    writes.push(await prepareNew(ports, session, record))
  }
  if (writes.length > 0) await ports.store.appendAll(org.id, writes)
  return writes.length
}
