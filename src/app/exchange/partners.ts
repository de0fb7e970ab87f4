import { holdsOn } from '../../ledger/day/holds-on.ts'
import { todayIn } from '../clock/wall-clock.ts'
import { subordinatesIn } from '../organisation/subordinates.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Partner } from '../ports/exchange-ports.ts'
import type { Organisation } from '../ports/store-ports.ts'

/** A log that does not stand on this server, with what is known of the way to it. */
export interface NamedPartner extends Partner {
  readonly name: string
}

/** Trees of ours that are remembered: more than go one way before one comes back. */
const sentMax = 10

/** The sizes of our trees that a log may have seen, with one more. */
export function sentAlso(
  { sentSizes, seenSize }: Pick<Partner, 'sentSizes' | 'seenSize'>,
  size: number,
): readonly number[] {
  const later = sentSizes.filter((one) => one !== size && one > seenSize)
  return [...later, size].slice(-sentMax)
}

/** How it stands with a log. */
export async function partnerOf(
  { exchange }: Pick<AppPorts, 'exchange'>,
  org: Organisation,
  origin: string,
): Promise<Partner> {
  return (await exchange.partner(org.id, origin)) ?? unheard(origin)
}

/** A log of which nothing was heard. */
function unheard(origin: string): Partner {
  return {
    origin,
    madeAt: null,
    heardAt: null,
    seenSize: 0,
    sentSizes: [],
    inForce: [],
    holds: [],
    refused: [],
    trouble: null,
    failures: 0,
    triedAt: null,
  }
}

/**
 * Logs that an organisation exchanges with: those that it watches, and those of the bodies below;
 * none of this server, whose books are at hand.
 */
export async function partnersOf(
  ports: Pick<AppPorts, 'store' | 'received' | 'exchange' | 'organisations' | 'clock'>,
  org: Organisation,
): Promise<readonly NamedPartner[]> {
  const today = todayIn(org.zone, ports.clock)
  const below = await ports.store.read(org.id, subordinatesIn)
  const names = new Map<string, string>()
  for (const body of below) {
    if (body.log !== null && holdsOn(body, today)) names.set(body.log, body.name)
  }
  for (const { origin, name } of await ports.received.watched(org.id)) names.set(origin, name)
  if (names.size === 0) return []
  const here = new Set((await ports.organisations.all()).map(({ origin }) => origin))
  const known = new Map((await ports.exchange.partners(org.id)).map((one) => [one.origin, one]))
  return [...names]
    .filter(([origin]) => !here.has(origin))
    .map(([origin, name]) => ({ ...(known.get(origin) ?? unheard(origin)), name }))
}
