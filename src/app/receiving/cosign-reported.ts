import { core, coreValues } from '../../ledger/core/core-registers.ts'
import type { SeenTree } from '../../report/receive/log-growth.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { WatchedLog } from '../ports/received-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import type { CosignedLog } from '../watching/cosign-log.ts'
import { cosignLog, refuseFork } from '../watching/cosign-log.ts'

type Needs = Pick<AppPorts, 'store' | 'received' | 'outside'>

/**
 * Cosigns the log in a verified report as far as the file shows how it grew. Refuses with
 * `received.fork` a second history of the same log.
 */
export function cosignReported(
  ports: Needs,
  session: Session,
  { log, file }: { readonly log: WatchedLog; readonly file: Uint8Array },
): Promise<CosignedLog> {
  const { org } = session
  return cosignLog(ports, org, log, async (seen) => {
    const asked = { file, seen: [seen], key: log.vkey }
    const [grown] = await ports.outside.read('growth', asked, org.id)
    if (grown === undefined) throw new Error('no answer about one tree')
    const { kind, to } = grown
    if (kind === 'older') await checkEarlier(ports, session, { log, file, size: to.size })
    return grown
  })
}

/** Reports of one log whose trees are looked at; more than anybody sends. */
const earlierMax = 500

// Nothing leads from a smaller tree to the largest one seen, but reports that came before this one
// have trees that it must have grown out of.
async function checkEarlier(
  { store, outside }: Needs,
  { org }: Session,
  given: { readonly log: WatchedLog; readonly file: Uint8Array; readonly size: number },
): Promise<void> {
  const { log, file, size } = given
  const { items } = await store.read(org.id, (reader) =>
    reader.records({
      register: core.receivedReport.id,
      where: { log: log.origin },
      limit: earlierMax,
    }),
  )
  const trees = items.flatMap(({ values }): readonly SeenTree[] => {
    const { checkpoint, root } = coreValues(core.receivedReport, values)
    const isTree = typeof checkpoint === 'number' && typeof root === 'string'
    return isTree && checkpoint <= size ? [{ size: checkpoint, root }] : []
  })
  const sizes = trees.reduce((most, one) => Math.max(most, one.size), 0)
  const nearest = trees.filter((one) => one.size === sizes)
  if (nearest.length === 0) return
  const asked = { file, seen: nearest, key: log.vkey }
  const grown = await outside.read('growth', asked, org.id)
  if (grown.some(({ kind }) => kind === 'fork')) refuseFork({ name: log.name, size: sizes })
}
