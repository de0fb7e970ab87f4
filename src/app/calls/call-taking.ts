import { core } from '../../ledger/core/core-registers.ts'
import { deny, mayWrite } from '../access/access.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { recordIn } from '../records/write-record.ts'
import { readCalls } from './call-registers.ts'

/** Whether the unit's own job takes calls, and whether the caller may switch that. */
export interface CallTaking {
  readonly on: boolean
  readonly maySwitch: boolean
}

/** How it is switched. */
export function readCallTaking(session: Session): CallTaking {
  const register = session.pack.registers.get(core.callTaking.id)
  return {
    on: session.pack.unit.takesCalls,
    maySwitch: register !== undefined && mayWrite(session, register),
  }
}

/** Has the unit's own job take calls from today on, or no more: an entry of its log says so. */
export async function switchCallTaking(
  ports: Pick<AppPorts, 'store' | 'clock' | 'rosters' | 'calendar' | 'unitPacks'>,
  session: Session,
  on: boolean,
): Promise<void> {
  const register = readCalls(session, core.callTaking.id)
  if (!mayWrite(session, register)) deny()
  if (session.pack.unit.takesCalls === on) return
  const { org, actor } = session
  const values = {
    state: on ? 'on' : 'off',
    person: actor.person,
    from: todayIn(org.zone, ports.clock),
  }
  await recordIn(ports, session, { register, values, reason: null, idempotency: null })
  ports.unitPacks.forget(org.id)
}
