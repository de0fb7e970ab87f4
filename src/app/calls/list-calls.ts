import { core } from '../../ledger/core/core-registers.ts'
import type { CallStanding } from '../../report/call/addressee-state.ts'
import { callStanding } from '../../report/call/addressee-state.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Page, Session } from '../ports/store-ports.ts'
import { readCalls } from './call-registers.ts'
import { standingsOf } from './call-standing.ts'
import type { SentCall } from './find-call.ts'
import { sentCallOf } from './find-call.ts'

/** A call of ours in the list of all; `standing`: null until it was signed. */
export interface ListedCall {
  readonly sent: SentCall
  readonly standing: CallStanding | null
}

/** Calls of one page: each of them looks where all its bodies stand. */
const pageCalls = 20

/** Calls of ours, the newest first, each with where the bodies stand; `after`: the page before. */
export async function listCalls(
  ports: Pick<AppPorts, 'store' | 'clock' | 'collected'>,
  session: Session,
  after: string | null,
): Promise<Page<ListedCall>> {
  readCalls(session, core.call.id)
  const { items, next } = await ports.store.read(session.org.id, (reader) =>
    reader.records({
      register: core.call.id,
      limit: pageCalls,
      ...(after === null ? {} : { after }),
    }),
  )
  const calls = items.map(sentCallOf)
  const asked = calls.filter(({ step }) => step !== 'prepared')
  const standings = new Map(
    (await standingsOf(ports, session, asked)).map((one) => [one.sent.id, one.addressees]),
  )
  return {
    items: calls.map((sent): ListedCall => {
      const addressees = standings.get(sent.id)
      return { sent, standing: addressees === undefined ? null : callStanding(addressees) }
    }),
    next,
  }
}
