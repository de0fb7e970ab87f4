import type { AppendRequest } from '../../append/append-request.ts'
import { core } from '../../ledger/core/core-registers.ts'
import type { ToldDuty } from '../../report/call/list-acknowledgement.ts'
import { listTakenId, listTakenIn } from '../../report/call/list-acknowledgement.ts'
import { writtenCalls } from '../calls/call-registers.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { CallCarrier } from '../ports/call-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { prepareStep } from '../records/prepare-step.ts'
import { bodiesOf, findDutyList, signedVersions } from './find-duty-list.ts'

/**
 * Fetches who took a list: each body's own entry is verified and entered once. Answers how many are
 * new. Refuses with `duty-list.unknown`, and `call.pack` for a pack of before.
 */
export async function fetchListReceipts(
  ports: Pick<AppPorts, 'store' | 'crypto' | 'clock' | 'rosters'>,
  session: Session,
  { list, carrier }: { readonly list: string; readonly carrier: CallCarrier },
): Promise<number> {
  const register = writtenCalls(session, core.dutyListAcknowledged.id)
  const { org } = session
  const { asked, digests } = await ports.store.read(org.id, async (reader) => {
    await findDutyList(reader, list)
    const versions = await signedVersions(reader, list)
    const bodies = (await Promise.all(versions.map((one) => bodiesOf(reader, one)))).flat()
    const asked = new Map(bodies.flatMap((one) => (one.log === null ? [] : [[one.log, one]])))
    return { asked, digests: versions.map(({ leafHash }) => leafHash) }
  })
  const all = await carrier.listsTaken(org, { logs: [...asked.keys()], digests })
  const said = all.flatMap(({ origin, acknowledgement }) => {
    const taken = listTakenIn(ports.crypto, acknowledgement, origin)
    const isOurs = taken !== null && digests.includes(taken.digest)
    const key = taken && `list taken ${listTakenId(taken)} ${origin}`
    return isOurs && key !== null ? [{ origin, taken, key, acknowledgement }] : []
  })
  const known = await ports.store.read(org.id, (reader) =>
    reader.answered(said.map(({ key }) => key)),
  )
  const writes: AppendRequest[] = []
  for (const { origin, taken, key, acknowledgement } of said.filter((one) => !known.has(one.key))) {
    const raw = {
      ...{ list, name: asked.get(origin)?.name ?? origin, log: origin },
      ...{ digest: taken.digest, takenOn: taken.takenOn, entry: taken.entry },
      receipt: acknowledgement.receipt,
      ...(taken.told === null ? {} : { said: taken.told.map(withoutNull) }),
    }
    const idempotency = { key, digest: taken.digest }
    writes.push(await prepareStep(ports, session, { register, raw, idempotency }))
  }
  if (writes.length > 0) await ports.store.appendAll(org.id, writes)
  return writes.length
}

function withoutNull({ item, applies, reason }: ToldDuty) {
  return { item, applies, ...(reason === null ? {} : { reason }) }
}
