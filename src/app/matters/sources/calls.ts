import { core, coreValues } from '../../../ledger/core-registers.ts'
import { textOf } from '../../../matter/read-value.ts'
import type { Waiting } from '../../../matter/waiting.ts'
import { abilitiesOf } from '../../access/access.ts'
import { carryHere } from '../../calls/carry-here.ts'
import { offeredCalls } from '../../calls/offered-calls.ts'
import type { Recipient } from '../recipient.ts'
import { titling } from './record-title.ts'

/** Calls that I am to sign, and those of the body above that nobody of the unit has taken yet. */
export async function callsWaiting(recipient: Recipient): Promise<readonly Waiting[]> {
  return [...(await toSign(recipient)), ...(await toTake(recipient))]
}

async function toTake({ ports, session }: Recipient): Promise<readonly Waiting[]> {
  const offered = await offeredCalls(ports, session, carryHere(ports))
  return offered.map(({ sealed, verified: { call, digest } }) => ({
    key: `call ${digest}`,
    asks: 'answer',
    title: { zh: call.title, en: call.title },
    about: {
      zh: `${sealed.sender.name.zh}布置的报送任务，待签收`,
      en: `A call of ${sealed.sender.name.en}, to be taken`,
    },
    due: call.due,
    place: { kind: 'calls' },
  }))
}

const preparedMax = 100

async function toSign(recipient: Recipient): Promise<readonly Waiting[]> {
  const { ports, session } = recipient
  const { org, actor, pack } = session
  if (!pack.registers.has(core.call.id)) return []
  if (!abilitiesOf(actor.roles).includes('override')) return []
  const where = { [core.call.names.step]: 'prepared' }
  const { items } = await ports.store.read(org.id, (reader) =>
    reader.records({ register: core.call.id, where, limit: preparedMax }),
  )
  if (items.length === 0) return []
  const titleOf = await titling(recipient)
  return items.map((record) => ({
    key: `record ${record.id}`,
    asks: 'sign',
    title: titleOf(record),
    about: { zh: '报送任务，待签发', en: 'A call to the bodies below, to be signed' },
    due: textOf(coreValues(core.call, record.values).due),
    place: { kind: 'call', call: record.id },
  }))
}
