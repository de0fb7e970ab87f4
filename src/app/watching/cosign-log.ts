import { core, coreValues } from '../../ledger/core/core-registers.ts'
import { refuse } from '../../ledger/fault.ts'
import type { LogGrowth, SeenTree } from '../../report/receive/log-growth.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { WatchedLog } from '../ports/received-ports.ts'
import type { Session } from '../ports/store-ports.ts'

type Needs = Pick<AppPorts, 'store' | 'received' | 'outside'>

/** What a witness says of the log in a report that arrived. */
export interface CosignedLog {
  /** Null where the file did not show how the log had grown. */
  readonly cosigned: { readonly line: string; readonly vkey: string } | null
  readonly growth: Exclude<LogGrowth['kind'], 'fork'>
}

/**
 * Cosigns the log of a verified report as far as it grew out of what was seen of it before. Refuses
 * with `received.fork` a second history of the same log.
 */
export async function cosignLog(
  ports: Needs,
  session: Session,
  { log, file }: { readonly log: WatchedLog; readonly file: Uint8Array },
): Promise<CosignedLog> {
  const { received } = ports
  const { org } = session
  let seen: WatchedLog = log
  while (true) {
    const [grown] = await ports.outside.read('growth', { file, seen: [seen] }, org.id)
    if (grown === undefined) throw new Error('no answer about one tree')
    const { kind, to, checkpointText } = grown
    if (kind === 'fork') return refuseFork(seen)
    if (kind === 'older') await checkEarlier(ports, session, { log, file, size: to.size })
    if (kind !== 'extends') return { cosigned: null, growth: kind }
    const step = { origin: log.origin, from: seen.size, to }
    if (await received.advance(org.id, step)) {
      return { cosigned: await received.cosign(org.id, checkpointText), growth: kind }
    }
    // Another report of the log came in between, and may have told another history.
    const watched = await received.watched(org.id)
    seen = watched.find(({ origin }) => origin === log.origin) ?? seen
  }
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
  const grown = await outside.read('growth', { file, seen: nearest }, org.id)
  if (grown.some(({ kind }) => kind === 'fork')) refuseFork({ name: log.name, size: sizes })
}

/** Refuses with `received.fork` a second history of a log. */
export function refuseFork({ name, size }: Pick<WatchedLog, 'name' | 'size'>): never {
  return refuse('received.fork', {
    at: ['file'],
    text: {
      zh: `“${name}”的日志与此前见证过的（${size} 条）不是同一部历史，可能被改写过。`,
      en: `The log of “${name}” is not the one witnessed before (${size} entries): it was rewritten.`,
    },
    hint: {
      zh: '请保留此文件并告知报送单位和审计管理员，不要接收。',
      en: 'Keep the file, tell the sender and the auditor, and do not accept it.',
    },
  })
}
