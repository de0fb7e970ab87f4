import { refuse } from '../../ledger/fault.ts'
import { abilitiesOf, deny } from '../access/access.ts'
import { waitForCheckpoint } from '../log/covering-checkpoint.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { partnersOf } from './partners.ts'
import type { Sending, WritePorts, WrittenBundle } from './write-bundle.ts'
import { writeBundle } from './write-bundle.ts'

/**
 * The bundle of a unit for those it exchanges with, or for one of them: to be carried by hand where
 * networks do not touch. Refuses with `exchange.nobody` and `exchange.unknown`.
 */
export async function exportBundle(
  ports: WritePorts & Pick<AppPorts, 'received'>,
  session: Session,
  { to }: { readonly to: string | null },
): Promise<WrittenBundle> {
  if (!abilitiesOf(session.actor.roles).includes('record')) deny()
  const sendings = await sendingsOf(ports, session, to)
  if (sendings.length === 0) refuseNobody(to)
  const written = await waitForCheckpoint(() => writeBundle(ports, sendings, { byHand: true }))
  await ports.store.trail(session.org.id, {
    actor: session.actor.id,
    act: 'export',
    subject: 'bundle',
    outcome: 'done',
    detail: `${written.parcels} parcels, ${written.items} items`,
  })
  return written
}

/** The parcels that a unit has to send. */
export async function sendingsOf(
  ports: WritePorts,
  { org }: Pick<Session, 'org'>,
  to: string | null,
): Promise<readonly Sending[]> {
  const partners = await partnersOf(ports, org)
  return partners
    .filter(({ origin }) => to === null || origin === to)
    .map((partner) => ({ org, partner }))
}

/** Refuses with `exchange.nobody`, or with `exchange.unknown` where one log was named. */
export function refuseNobody(to: string | null): never {
  if (to !== null) refuseUnknown(to)
  return refuse('exchange.nobody', {
    text: {
      zh: '没有登记其他服务器上的单位，没有可交换的对象。',
      en: 'No body of another server is known here, so there is nobody to exchange with.',
    },
    hint: {
      zh: '上级：在下级单位名册中填写其日志和公钥。下级：在“见证的日志”中登记上级的公钥。',
      en: 'Above: enter log and key among the bodies below. Below: register the key of the body above under Logs we witness.',
    },
  })
}

function refuseUnknown(to: string): never {
  return refuse('exchange.unknown', {
    at: [to],
    text: {
      zh: `没有与日志“${to}”往来的单位。`,
      en: `No body that is exchanged with has the log “${to}”.`,
    },
    hint: {
      zh: '请照登记的写：公钥“+”前的部分，如 taizhang/1b9d6bcd-…；不指明则装给所有往来单位。',
      en: 'Write it as it was registered: what stands before “+” in the key, such as taizhang/1b9d6bcd-…. Without it the bundle is for all.',
    },
  })
}
