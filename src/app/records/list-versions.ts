import { actorParts } from '../../ledger/core/actor.ts'
import type { Values } from '../../ledger/value.ts'
import { openTo } from '../access/open-to.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session, StoredEntry } from '../ports/store-ports.ts'
import { namesApart } from '../roster/names-apart.ts'
import type { Roster } from '../roster/roster.ts'
import { readable } from './read-record.ts'

/** One version of a record, oldest first. */
export interface RecordVersion {
  readonly version: number
  readonly kind: string
  readonly index: number
  readonly recordedAt: string
  readonly occurredOn: string | null
  readonly actor: string
  readonly actorName: string
  readonly reason: string | null
  readonly values: Values
  /** Field ids that differ from the version before. */
  readonly changed: readonly string[]
}

/** Every version of a record, with what changed from one to the next. */
export async function listVersions(
  ports: Pick<AppPorts, 'store' | 'rosters'>,
  session: Session,
  id: string,
): Promise<readonly RecordVersion[]> {
  const { record, entries } = await ports.store.read(session.org.id, async (reader) => {
    const record = readable(session, await reader.record(id))
    return { record, entries: await reader.versions(record.id) }
  })
  const roster = await ports.rosters.of(session.org.id)
  const register = session.pack.registers.get(record.register)
  if (!register) throw new Error(`record of an unknown register ${record.register}`)
  const shown = entries.map((entry) => openTo(session, register, entry.values ?? {}).values)
  return entries.map((entry, at) => ({
    version: entry.leaf.version,
    kind: entry.leaf.kind,
    index: entry.index,
    recordedAt: entry.leaf.recordedAt,
    occurredOn: entry.leaf.occurredOn,
    actor: entry.leaf.actor,
    actorName: actorName(roster, entry.leaf.actor),
    reason: reasonOf(entry),
    values: shown[at] ?? {},
    changed: at === 0 ? [] : changedFields(shown[at - 1] ?? {}, shown[at] ?? {}),
  }))
}

/**
 * The name of who acted, and for whom where they stood in; machines and people of other times
 * keep their id.
 */
export function actorName(roster: Roster, actor: string): string {
  const { hand, standingInFor } = actorParts(actor)
  const { shown } = namesApart(roster)
  const name = shown.get(hand) ?? hand
  if (standingInFor === null) return name
  return `${name}（代${shown.get(standingInFor) ?? standingInFor}）`
}

function reasonOf({ fields }: StoredEntry): string | null {
  const reason = fields?.['$reason'] ?? fields?.['$lateReason']
  return typeof reason === 'string' ? reason : null
}

function changedFields(before: Values, after: Values): readonly string[] {
  const ids = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...ids].filter((id) => JSON.stringify(before[id]) !== JSON.stringify(after[id]))
}
