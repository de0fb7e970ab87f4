import { refuse } from '../../ledger/fault.ts'
import type { Values } from '../../ledger/value.ts'
import type { LogGrowth, SeenTree } from '../../report/receive/log-growth.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { WatchedLog } from '../ports/received-ports.ts'
import type { Organisation } from '../ports/store-ports.ts'

/** What a witness says of a log of which something arrived. */
export interface CosignedLog {
  /** Null where nothing showed how the log had grown. */
  readonly cosigned: { readonly line: string; readonly vkey: string } | null
  readonly growth: Exclude<LogGrowth['kind'], 'fork'>
}

/**
 * Cosigns a watched log as far as it grew out of what was seen of it before, and remembers the tree
 * that it has grown to; `growthFrom` tells how what arrived stands to a tree. Refuses with
 * `received.fork` a second history of the same log.
 */
export async function cosignLog(
  { received }: Pick<AppPorts, 'received'>,
  org: Organisation,
  log: WatchedLog,
  growthFrom: (seen: WatchedLog) => LogGrowth | Promise<LogGrowth>,
): Promise<CosignedLog> {
  let seen = log
  while (true) {
    const { kind, to, checkpointText } = await growthFrom(seen)
    if (kind === 'fork') return refuseFork(seen)
    if (kind !== 'extends') return { cosigned: null, growth: kind }
    if (await received.advance(org.id, { origin: log.origin, from: seen.size, to })) {
      return { cosigned: await received.cosign(org.id, checkpointText), growth: kind }
    }
    // Something else of the log came in between, and may have told another history.
    const watched = await received.watched(org.id)
    seen = watched.find(({ origin }) => origin === log.origin) ?? seen
  }
}

/** What a record of something that arrived says of its log: whose, at which tree, and our word. */
export function saidOfLog(
  { origin }: Pick<WatchedLog, 'origin'>,
  { size, root }: SeenTree,
  { cosigned }: Pick<CosignedLog, 'cosigned'>,
): Values {
  const witnessed = cosigned
    ? { cosignature: cosigned.line.trim(), witness: cosigned.vkey }
    : undefined
  return { log: origin, checkpoint: size, root, ...witnessed }
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
