import type { Lang } from '../../ledger/label.ts'
import { mayRead } from '../access/access.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import type { ListedRecords } from './list-records.ts'
import { listEach } from './list-records.ts'

/** What a search found in one register: the first few, with all values. */
export interface FoundIn {
  readonly register: string
  readonly list: ListedRecords
}

/** One word looked for in every register that the caller may read; those that have it. */
export async function searchRecords(
  ports: Pick<AppPorts, 'store' | 'rosters'>,
  session: Session,
  { q, limit, lang }: { readonly q: string; readonly limit: number; readonly lang: Lang },
): Promise<readonly FoundIn[]> {
  const registers = [...session.pack.registers.values()].filter((one) => mayRead(session, one))
  const lists = registers.map(({ id }) => ({
    register: id,
    where: {},
    search: q,
    includeVoid: false,
    limit,
  }))
  const found = await listEach(ports, session, { lists, lang })
  return found.flatMap((list, nth) => {
    const register = registers[nth]
    return register === undefined || list.items.length === 0
      ? []
      : [{ register: register.id, list }]
  })
}
