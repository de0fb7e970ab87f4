import { Refusal } from '../../ledger/fault.ts'
import type { ItemKind } from '../../report/exchange/item-kinds.ts'
import type { RefusedItem } from '../../report/exchange/parcel.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Organisation } from '../ports/store-ports.ts'
import { letAloneUntil } from './exchange-with-peers.ts'
import type { NamedPartner } from './partners.ts'
import { partnersOf } from './partners.ts'
import { readOutgoing } from './read-outgoing.ts'

type Needs = Pick<
  AppPorts,
  'store' | 'received' | 'exchange' | 'organisations' | 'clock' | 'crypto' | 'drafts' | 'peers'
>

/** How the exchange with a log of another server stands. */
export interface PartnerStanding extends NamedPartner {
  /** Address of its server; null: bundles are carried, or it asks us. */
  readonly address: string | null
  /** What we have for it that did not arrive there, by kind; null: no checkpoint covers us yet. */
  readonly waiting: ReadonlyMap<ItemKind, number> | null
  /** What of it was not taken here for good. */
  readonly notTaken: readonly RefusedItem[]
  /** Until when its server, which failed, is let alone, ISO 8601; null: the next run asks it. */
  readonly againAt: string | null
}

/** The logs of other servers that an organisation exchanges with, and how it stands with each. */
export async function partnerStandings(
  ports: Needs,
  org: Organisation,
): Promise<readonly PartnerStanding[]> {
  const partners = await partnersOf(ports, org)
  if (partners.length === 0) return []
  const peers = (await ports.peers.listed()) ?? []
  const addresses = new Map(peers.map(({ origin, address }) => [origin, address]))
  const outgoing = await outgoingTo(ports, org, partners)
  return Promise.all(
    partners.map(async (partner): Promise<PartnerStanding> => {
      const { origin } = partner
      const until = letAloneUntil(partner)
      const { refused } = await ports.exchange.arrivedFrom(org.id, origin)
      return {
        ...partner,
        address: addresses.get(origin) ?? null,
        waiting: outgoing && byKind(outgoing.get(origin)?.waiting ?? []),
        notTaken: refused,
        againAt: until === null ? null : new Date(until).toISOString(),
      }
    }),
  )
}

/** Nothing of it is sealed or signed: only what waits is read. Null: no checkpoint covers us. */
async function outgoingTo(ports: Needs, org: Organisation, partners: readonly NamedPartner[]) {
  try {
    return await readOutgoing(ports, org, { partners, bytesMax: 0 })
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

function byKind(waiting: readonly { readonly kind: ItemKind }[]): ReadonlyMap<ItemKind, number> {
  const counts = new Map<ItemKind, number>()
  for (const { kind } of waiting) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}
