import type { AddresseeState } from '../../report/call/addressee-state.ts'
import { addresseeState } from '../../report/call/addressee-state.ts'
import type { Subordinate } from '../../report/call/subordinate.ts'
import { answersAs } from '../../report/call/subordinate.ts'
import { todayIn } from '../clock/wall-clock.ts'
import { subordinatesIn } from '../organisation/subordinates.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import type { SentCall } from './find-call.ts'
import { addresseesAmong } from './find-call.ts'

type Needs = Pick<AppPorts, 'store' | 'clock' | 'collected'>

/** One body that a call asks, as the receiver's own entries have it. */
export interface Addressee {
  readonly id: string
  readonly name: string
  /** It keeps no log here or elsewhere, and answers in a sheet. */
  readonly isWithoutLog: boolean
  readonly state: AddresseeState
  readonly isOverdue: boolean
  readonly isLate: boolean
  readonly takenOn: string | null
  /** The record of its newest answer, and how many came. */
  readonly answer: string | null
  readonly answers: number
}

/** A call of ours with where every body stands that it asks, in the official order. */
export interface StandingCall {
  readonly sent: SentCall
  readonly addressees: readonly Addressee[]
  /** What the answers of each are known by. */
  readonly logs: readonly string[]
}

/** Where every body stands that these calls ask; the bodies below are read once for all. */
export async function standingsOf(
  ports: Needs,
  { org }: Session,
  calls: readonly SentCall[],
): Promise<readonly StandingCall[]> {
  const below = await ports.store.read(org.id, subordinatesIn)
  const today = todayIn(org.zone, ports.clock)
  const standings: StandingCall[] = []
  for (const sent of calls) {
    const [newest, taken] = await Promise.all([
      ports.collected.newest(org.id, { call: sent.id, item: anItem(sent) }),
      ports.collected.taken(org.id, sent.id),
    ])
    const answers = new Map(newest.map((one) => [one.log, one]))
    const takenOn = new Map(taken.map(({ log, day }) => [log, day]))
    standings.push(standing(sent, { asked: addresseesAmong(below, sent), answers, takenOn, today }))
  }
  return standings
}

function standing(
  sent: SentCall,
  given: {
    readonly asked: readonly Subordinate[]
    readonly answers: ReadonlyMap<string, Awaited<ReturnType<Needs['collected']['newest']>>[number]>
    readonly takenOn: ReadonlyMap<string, string>
    readonly today: string
  },
): StandingCall {
  const { asked, answers, today } = given
  const isOpen = sent.step === 'issued'
  const day = { due: sent.call.due, today }
  const logs = asked.map((body) =>
    answersAs(body, (log) => {
      const answer = answers.get(log)
      return answer === undefined ? 'none' : answer.isReturned ? 'returned' : 'stands'
    }),
  )
  const addressees = asked.map((body, at): Addressee => {
    const answer = answers.get(logs[at] ?? '') ?? null
    const takenOn = given.takenOn.get(body.log ?? '') ?? null
    const isWithoutLog = body.log === null
    const { state, isOverdue, isLate } = addresseeState({ isWithoutLog, takenOn, answer }, day)
    return {
      id: body.id,
      name: body.name,
      isWithoutLog,
      state,
      // Of what was withdrawn nobody is late.
      isOverdue: isOpen && isOverdue,
      isLate,
      takenOn,
      answer: answer?.record ?? null,
      answers: answer?.answers ?? 0,
    }
  })
  return { sent, addressees, logs }
}

/** Each answer has a row for each thing asked, so that any of them tells which there are. */
function anItem({ call }: SentCall): string {
  return call.items[0]?.item ?? ''
}
