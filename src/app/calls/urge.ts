import { core } from '../../ledger/core/core-registers.ts'
import { refuse } from '../../ledger/fault.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { appendSent } from './append-sent.ts'
import { writtenCalls } from './call-registers.ts'
import { hasEnded, refuseEnded } from './ended-call.ts'
import type { SentCall } from './find-call.ts'
import { findCall } from './find-call.ts'
import type { DecideCall } from './issue-call.ts'
import { refuseStep } from './prepare-call.ts'

/** Times that one call is urged at most: what that does not bring needs a conversation. */
const urgesMax = 3

/** Why a call is not urged now: it has ended, was urged today, or as often as it may be. */
export type UrgeRest = 'ended' | 'today' | 'often'

/** Why this call is not urged on that day; null: it may be, while it is issued. */
export function urgeRest(sent: SentCall, today: string): UrgeRest | null {
  if (hasEnded(sent.call, today)) return 'ended'
  if (sent.urged >= urgesMax) return 'often'
  return sent.urgedOn === today ? 'today' : null
}

/**
 * Urges those who have not answered a call: each of them finds it among what waits, once, however
 * often it was urged. At most once a day and three times in all. Refuses with `call.urged`,
 * `call.step`, `call.ended`, and `write.stale` when somebody else was faster.
 */
export async function urge(
  ports: Pick<AppPorts, 'store' | 'clock' | 'rosters'>,
  session: Session,
  { call: id, expected }: DecideCall,
): Promise<Appended> {
  writtenCalls(session, core.call.id)
  const today = todayIn(session.org.zone, ports.clock)
  const sent = await ports.store.read(session.org.id, (reader) => findCall(reader, id))
  const { record, step, urged, on } = sent
  if (step !== 'issued') return refuseStep()
  const rest = urgeRest(sent, today)
  if (rest === 'ended') refuseEnded()
  if (rest !== null) refuseUrged()
  const values = { ...record.values, urged: urged + 1, urgedOn: today }
  return appendSent(ports, session, core.call.id, {
    kind: 'correct',
    over: { id, expected },
    values,
    on,
  })
}

function refuseUrged(): never {
  return refuse('call.urged', {
    text: {
      zh: `今天已经催过，或者已催过${urgesMax}次。`,
      en: `It was urged today already, or ${urgesMax} times in all.`,
    },
    hint: {
      zh: '请直接联系未答复的单位，了解困难。',
      en: 'Speak with those who have not answered about what keeps them.',
    },
  })
}
