import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { actorName } from './list-versions.ts'
import { readable } from './read-record.ts'

/** One lawful erasure of a record. */
export interface RecordErasure {
  /** Number of the entry that says so. */
  readonly index: number
  readonly recordedAt: string
  readonly actorName: string
  readonly reason: string
  /** Top-level fields of which something is gone since. */
  readonly fields: readonly string[]
}

/** The erasures of a record, oldest first. */
export async function listErasures(
  ports: Pick<AppPorts, 'store' | 'rosters'>,
  session: Session,
  id: string,
): Promise<readonly RecordErasure[]> {
  const entries = await ports.store.read(session.org.id, async (reader) =>
    reader.versions(readable(session, await reader.record(id)).id),
  )
  const roster = await ports.rosters.of(session.org.id)
  const known = new Set<string>()
  return entries.flatMap(({ leaf, index, fields }) => {
    if (leaf.kind !== 'erase') return []
    // Only what stood before this entry can have been taken away by it.
    const gone = entries
      .filter((one) => one.index < index)
      .flatMap(({ erased }) => erased ?? [])
      .filter((cell) => !('value' in cell))
      .map(({ path }) => path.split('/')[0] ?? path)
      .filter((field) => !field.startsWith('$') && !known.has(field))
    for (const field of gone) known.add(field)
    const reason = fields?.['$reason']
    return [
      {
        index,
        recordedAt: leaf.recordedAt,
        actorName: actorName(roster, leaf.actor),
        reason: typeof reason === 'string' ? reason : '',
        fields: [...new Set(gone)],
      },
    ]
  })
}
