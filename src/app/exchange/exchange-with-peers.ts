import { fault, Refusal } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import type { DeclaredJob, JobContext } from '../jobs/job.ts'
import { waitForCheckpoint } from '../log/covering-checkpoint.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Partner } from '../ports/exchange-ports.ts'
import type { OrgId } from '../ports/store-ports.ts'
import { partnersOf } from './partners.ts'
import { readParcel } from './read-parcel.ts'
import type { TakePorts } from './take-parcel.ts'
import { takeParcel } from './take-parcel.ts'
import type { Sending, WritePorts } from './write-bundle.ts'
import { writeBundle } from './write-bundle.ts'

/** What exchanging with other servers needs. */
export type ExchangePorts = TakePorts & WritePorts & Pick<AppPorts, 'peers'>

/**
 * Exchanges with the servers that the administrator of the machine named: what waits goes there,
 * what waits there comes here, and stays until somebody of the unit takes it. `asking`: the unit
 * that does not want to wait until a server that failed is tried again; null: none.
 */
export function exchangeWithPeers(asking: OrgId | null = null): DeclaredJob<ExchangePorts> {
  return {
    id: 'exchange',
    label: { zh: '与其他服务器交换', en: 'Exchange with other servers' },
    when: { everyMinutes: 10 },
    long: true,
    run: async (ports, { signal }) => ({ note: await exchangeAll(ports, { signal, asking }) }),
  }
}

/** What came of all of them; null where none is named. Refuses with `exchange.some-failed`. */
export async function exchangeAll(
  ports: ExchangePorts,
  { signal, asking = null }: Pick<JobContext, 'signal'> & { readonly asking?: OrgId | null },
): Promise<Label | null> {
  const byAddress = await dueByAddress(ports, asking)
  let kept = 0
  const failed: string[] = []
  for (const [address, sendings] of byAddress) {
    if (signal.aborted) return null
    const came = await exchangeWith(ports, address, sendings)
    if (came === null) failed.push(address)
    else kept += came
  }
  if (failed.length > 0) throw new Refusal([someFailed(failed)])
  if (byAddress.size === 0) return null
  return { zh: `收到${kept}件`, en: `Items that came: ${kept}` }
}

/** Parcels of one request at most: each proves who asks, and costs a signature. */
const togetherMax = 500

async function dueByAddress(
  ports: ExchangePorts,
  asking: OrgId | null,
): Promise<ReadonlyMap<string, Sending[]>> {
  const byAddress = new Map<string, Sending[]>()
  const peers = (await ports.peers.listed()) ?? []
  if (peers.length === 0) return byAddress
  const addresses = new Map(peers.map(({ origin, address }) => [origin, address]))
  const now = ports.clock.now()
  for (const org of await ports.organisations.all()) {
    if (org.kind === 'demo') continue
    for (const partner of await partnersOf(ports, org)) {
      const address = addresses.get(partner.origin)
      if (address === undefined || (org.id !== asking && isTooSoon(partner, now))) continue
      const others = byAddress.get(address) ?? []
      if (others.length < togetherMax) byAddress.set(address, [...others, { org, partner }])
    }
  }
  return byAddress
}

const firstWaitMs = 10 * 60_000
const waitMsMax = 24 * 60 * 60_000

/**
 * Until when a server that failed is let alone, in milliseconds of the epoch: after each failure
 * twice as long is waited, a day at most. Null: the next run asks it.
 */
export function letAloneUntil({
  failures,
  triedAt,
}: Pick<Partner, 'failures' | 'triedAt'>): number | null {
  if (failures === 0 || triedAt === null) return null
  return Date.parse(triedAt) + Math.min(firstWaitMs * 2 ** (failures - 1), waitMsMax)
}

function isTooSoon(partner: Partner, nowMs: number): boolean {
  // A run begins a moment after it is due.
  return nowMs < (letAloneUntil(partner) ?? 0) - firstWaitMs / 2
}

/** Rounds of one run at most: what is left after them comes with the next run. */
const roundsMax = 20

/** Items that came from one server; null: it failed, and each log of it remembers why. */
async function exchangeWith(
  ports: ExchangePorts,
  address: string,
  sendings: readonly Sending[],
): Promise<number | null> {
  const trouble = new Map<Sending, Label>()
  let kept = 0
  try {
    for (let round = 0; round < roundsMax; round += 1) {
      const came = await oneRound(ports, address, {
        sendings: await asNow(ports, sendings),
        trouble,
      })
      kept += came.kept
      if (came.kept === 0 && came.left === 0) break
    }
  } catch (error) {
    const [first] = error instanceof Refusal ? error.faults : []
    if (first === undefined) throw error
    for (const sending of sendings) trouble.set(sending, first.text)
  }
  const triedAt = new Date(ports.clock.now()).toISOString()
  for (const { org, partner } of sendings) {
    const own = [...trouble].find(
      ([one]) => one.org.id === org.id && one.partner.origin === partner.origin,
    )
    const attempt = { origin: partner.origin, triedAt, trouble: own?.[1] ?? null }
    await ports.exchange.attempted(org.id, attempt)
  }
  return trouble.size === 0 ? kept : null
}

/** What the other side said in the round before decides what is sent in this one. */
function asNow(ports: ExchangePorts, sendings: readonly Sending[]): Promise<readonly Sending[]> {
  const read = new Map<OrgId, Promise<readonly Partner[]>>()
  return Promise.all(
    sendings.map(async ({ org, partner }) => {
      const partners = read.get(org.id) ?? ports.exchange.partners(org.id)
      read.set(org.id, partners)
      const found = (await partners).find(({ origin }) => origin === partner.origin)
      return { org, partner: found ?? partner }
    }),
  )
}

async function oneRound(
  ports: ExchangePorts,
  address: string,
  given: { readonly sendings: readonly Sending[]; readonly trouble: Map<Sending, Label> },
): Promise<{ readonly kept: number; readonly left: number }> {
  const { sendings, trouble } = given
  const sent = await waitForCheckpoint(() => writeBundle(ports, sendings))
  const answer = await ports.peers.exchange(address, sent.bytes)
  const { parcels, files, told } = await ports.outside.read('bundle', answer, null)
  const between = (from: string, to: string) =>
    sendings.find(({ org, partner }) => org.origin === from && partner.origin === to)
  for (const { from, to, text } of told) {
    const sending = between(from, to)
    if (sending) trouble.set(sending, text)
  }
  let kept = 0
  for (const { path, text } of parcels) {
    const { parcel, fault, from, to } = readParcel(text)
    // Only whom we asked answers, and only for itself.
    const sending = between(to, from)
    if (!sending) continue
    if (parcel === null) {
      trouble.set(sending, fault.text)
      continue
    }
    try {
      const taken = await takeParcel(ports, sending.org, {
        ...{ parcel, files, path, freshMs: null, actor: 'job:exchange' },
      })
      kept += taken.kept.length
    } catch (error) {
      const [first] = error instanceof Refusal ? error.faults : []
      if (first === undefined) throw error
      trouble.set(sending, first.text)
    }
  }
  return { kept, left: sent.left }
}

function someFailed(addresses: readonly string[]) {
  return fault('exchange.some-failed', {
    text: {
      zh: `与${addresses.join('、')}的交换没有办成。`,
      en: `The exchange with ${addresses.join(', ')} failed.`,
    },
    hint: {
      zh: '原因见各单位“报送任务”页面的“与其他服务器的单位交换”；稍后自动再试。',
      en: 'The page of calls of each unit says why; it is tried again by itself.',
    },
  })
}
