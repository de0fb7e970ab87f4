import { refuse } from '../../ledger/fault.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { mayRead } from './access.ts'

/**
 * The caller under another pack that the organisation adopted, to describe a past year by.
 * Registers that the pack in force closes to the caller stay closed. Refuses with `pack.unknown`.
 */
export async function sessionUnder(
  ports: Pick<AppPorts, 'yearBooks'>,
  session: Session,
  digest: string,
): Promise<Session> {
  if (digest === session.pack.digest) return session
  const kept = await ports.yearBooks.packOf(session, digest)
  if (kept === null) return refusePack()
  const registers = new Map(
    [...kept.registers].filter(([id]) => {
      const inForce = session.pack.registers.get(id)
      return inForce === undefined || mayRead(session, inForce)
    }),
  )
  return { ...session, pack: { ...kept, registers } }
}

function refusePack(): never {
  return refuse('pack.unknown', {
    at: ['query', 'digest'],
    text: {
      zh: '本单位没有采用过这个业务包，或其文件已不能读取。',
      en: 'This unit never adopted such a pack, or its files can no longer be read.',
    },
    hint: { zh: '摘要见年度视图。', en: 'The digest stands in the view of the year.' },
  })
}
