import { Refusal } from '../../ledger/fault.ts'
import type { OfferedCall } from '../calls/offered-calls.ts'
import { offeredCalls } from '../calls/offered-calls.ts'
import { takeCall } from '../calls/take-call.ts'
import { inEach } from '../jobs/in-each.ts'
import type { DeclaredJob, JobContext } from '../jobs/job.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { OrgId, Session } from '../ports/store-ports.ts'
import type { CarryPorts } from './carry-all.ts'
import { carryAll } from './carry-all.ts'

/** What taking calls by itself needs. */
export type TakeCallsPorts = CarryPorts &
  Pick<AppPorts, 'received' | 'rosters' | 'random' | 'calendar' | 'unitPacks'>

/** Who acts in the log when no person has looked. */
const jobActor = 'job:take-calls'

/**
 * Takes calls of the body above for units that have switched it on, by their own job and in their
 * own log. What is doubtful is left alone, and waits for a person like any other call.
 */
export const takeCallsByThemselves: DeclaredJob<TakeCallsPorts> = {
  id: 'take-calls',
  label: { zh: '自动签收报送任务', en: 'Take calls of the body above' },
  when: { everyMinutes: 60 },
  long: true,
  run: async (ports, context) => {
    const taken = await takeInEach(ports, context)
    return { note: taken === 0 ? null : { zh: `签收${taken}项`, en: `Calls taken: ${taken}` } }
  },
}

/** Does it in every unit; how many calls were taken. */
export async function takeInEach(
  ports: TakeCallsPorts,
  context: Pick<JobContext, 'signal' | 'onProblem'>,
): Promise<number> {
  const units = (await ports.organisations.all()).filter(({ kind }) => kind === 'real')
  let taken = 0
  await inEach(ports, { ...context, orgs: units.map(({ id }) => id) }, async (id) => {
    taken += await takeIn(ports, id)
  })
  return taken
}

async function takeIn(ports: TakeCallsPorts, id: OrgId): Promise<number> {
  const org = await ports.organisations.of(id)
  const pack = org && (await ports.unitPacks.of(org))
  if (!org || pack?.unit.takesCalls !== true) return 0
  const session: Session = { org, pack, actor: { id: jobActor, person: null, roles: ['clerk'] } }
  let taken = 0
  for (const offered of await offeredCalls(ports, session, carryAll(ports))) {
    if (isDoubtful(offered)) continue
    try {
      await takeCall(ports, session, { sealed: offered.text, owner: null })
      taken += 1
    } catch (error) {
      // Not under a key that is believed, outside the boundary, taken meanwhile: it stays offered.
      if (!(error instanceof Refusal)) throw error
    }
  }
  return taken
}

/** Whether a person should look first: it does not say on what it rests. */
function isDoubtful({ verified: { call } }: OfferedCall): boolean {
  return call.basis === null
}
