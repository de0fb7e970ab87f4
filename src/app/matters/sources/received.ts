import { core, coreValues } from '../../../ledger/core/core-registers.ts'
import type { Waiting } from '../../../matter/waiting.ts'
import { abilitiesOf } from '../../access/access.ts'
import { receivedRegisterId } from '../../receiving/received-register.ts'
import { allDays } from '../../roster/keep-rosters.ts'
import type { Recipient } from '../recipient.ts'
import { titling } from './record-title.ts'

/** Reports of bodies below that nobody has accepted or returned yet; for who may. */
export async function receivedWaiting(recipient: Recipient): Promise<readonly Waiting[]> {
  const { ports, session } = recipient
  if (!abilitiesOf(session.actor.roles).includes('record')) return []
  if (!session.pack.registers.has(receivedRegisterId)) return []
  const records = await ports.store.read(session.org.id, (reader) =>
    reader.recordsOf([receivedRegisterId], allDays),
  )
  const open = records.filter(
    ({ state, values }) =>
      state === 'live' && coreValues(core.receivedReport, values).step === 'received',
  )
  if (open.length === 0) return []
  const titleOf = await titling(recipient)
  return open.map((record) => ({
    key: `record ${record.id}`,
    asks: 'answer',
    title: titleOf(record),
    about: { zh: '收到的报告，待接收或退回', en: 'A report received, to accept or return' },
    due: null,
    place: { kind: 'received' },
  }))
}
