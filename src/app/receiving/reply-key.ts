import { core, coreValues } from '../../ledger/core/core-registers.ts'
import { reportRecordOf } from '../../ledger/core/report-record.ts'
import { readAcknowledgement, readReplyFile } from '../../report/exchange/item-forms.ts'
import type { Reply } from '../../report/receive/reply.ts'
import { isBelow } from '../organisation/subordinates.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Organisation } from '../ports/store-ports.ts'

/**
 * What is known of the receipt key that a reply names, as that of the log that it names: it is one
 * of the keys of that log, another log's or none of them, or nobody here can tell.
 */
export type ReplyKey = 'known' | 'other' | 'unknown'

/**
 * Holds the receipt key of a reply against what is known of its log: a log of this server says all
 * its keys itself; of others those are known that came in parcels, which their log key signs.
 */
export async function replyKeyOf(
  ports: Pick<AppPorts, 'store' | 'organisations' | 'exchange'>,
  org: Organisation,
  { receiver: { origin }, entry: { receiptKey } }: Reply,
): Promise<ReplyKey> {
  if (!receiptKey.startsWith(`${origin}/receipt+`)) return 'other'
  const here = (await ports.organisations.all()).find((one) => one.origin === origin)
  if (here) {
    const keys = await ports.store.read(here.id, (reader) => reader.keys())
    const isOwn = keys.some(({ purpose, vkey }) => purpose === 'receipt' && vkey === receiptKey)
    return isOwn ? 'known' : 'other'
  }
  const kinds = ['acknowledgement', 'reply'] as const
  const arrived = (await ports.exchange.arrived(org.id, { kinds })).filter(
    (one) => one.origin === origin,
  )
  for (const item of arrived) {
    const bytes = (await ports.exchange.arrivedBytes(org.id, item)) ?? new Uint8Array()
    const named =
      item.kind === 'reply'
        ? readReplyFile(bytes)?.entry.receiptKey
        : readAcknowledgement(bytes)?.receiptKey
    if (named === receiptKey) return 'known'
  }
  return 'unknown'
}

/** Whether a report of ours went to a log: an answer to whoever asked, others to nobody below. */
export function wasSentTo(
  ports: Pick<AppPorts, 'store' | 'organisations'>,
  org: Organisation,
  { digest, origin }: { readonly digest: string; readonly origin: string },
): Promise<boolean> {
  return ports.store.read(org.id, async (reader) => {
    const where = { [core.report.names.digest]: digest }
    const found = await reader.records({ register: core.report.id, where, limit: 1 })
    const [report] = found.items.map(reportRecordOf)
    if (report === undefined || origin === org.origin) return false
    if (report.answers === null) return !(await isBelow(ports, org, origin))
    const taken = await reader.record(report.answers)
    return taken !== null && coreValues(core.callTaken, taken.values).log === origin
  })
}
