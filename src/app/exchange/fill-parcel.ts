import { fromBase64 } from '../../log/base64.ts'
import { formatCheckpoint } from '../../log/checkpoint.ts'
import { hexHash } from '../../report/evidence/year-pack.ts'
import type { Parcel, ParcelContents } from '../../report/exchange/parcel.ts'
import {
  carriedByHand,
  contentsDigest,
  holdsMax,
  isSignedBy,
  itemsMax,
} from '../../report/exchange/parcel.ts'
import { refuseUncovered } from '../log/covering-checkpoint.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Partner } from '../ports/exchange-ports.ts'
import type { WatchedLog } from '../ports/received-ports.ts'
import type { Organisation } from '../ports/store-ports.ts'
import { sentAlso } from './partners.ts'
import type { Outgoing } from './read-outgoing.ts'
import { readOutgoing } from './read-outgoing.ts'

/** What filling parcels needs. */
export type FillPorts = Pick<
  AppPorts,
  'store' | 'received' | 'exchange' | 'organisations' | 'crypto' | 'drafts' | 'clock'
>

/** Parcels with the bytes of what they bring, and how many items had no place in them. */
export interface FilledParcels {
  readonly parcels: readonly Parcel[]
  /** By SHA-256 (hex). */
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly left: number
}

/**
 * What a log has for others, a parcel for each of them: all that it signed for it and that did not
 * arrive there yet, with its newest checkpoint and its word on the other's. `bytesMax`: room for
 * what they bring; `byHand`: who finds them cannot ask with them. Refuses with `report.uncovered`
 * while the log has no checkpoint, and where its key was replaced meanwhile: ask again in a moment.
 */
export async function fillParcels(
  ports: FillPorts,
  org: Organisation,
  given: {
    readonly partners: readonly Partner[]
    readonly bytesMax: number
    readonly byHand: boolean
  },
): Promise<FilledParcels> {
  const { partners, bytesMax, byHand } = given
  const outgoing = await readOutgoing(ports, org, { partners, bytesMax })
  const watched = await ports.received.watched(org.id)
  const files = new Map<string, Uint8Array>()
  const parcels: Parcel[] = []
  let room = bytesMax
  let left = 0
  for (const partner of partners) {
    const { origin } = partner
    const out = outgoing.get(origin)
    if (out === undefined) throw new Error(`nothing was read for ${origin}`)
    const items: ParcelContents['items'][number][] = []
    for (const { kind, id, bytes } of out.waiting) {
      const file = items.length === itemsMax ? null : await bytes()
      const sha256 = file === null ? '' : hexHash(ports.crypto, file)
      const cost = file === null || files.has(sha256) ? 0 : file.length
      if (file === null || cost > room) {
        left += 1
        continue
      }
      room -= cost
      files.set(sha256, file)
      items.push({ kind, id, file: sha256 })
    }
    const log = watched.find((one) => one.origin === origin)
    parcels.push(await signed(ports, org, { partner, log, out, items, byHand }))
  }
  return { parcels, files, left }
}

async function signed(
  ports: FillPorts,
  org: Organisation,
  given: {
    readonly partner: Partner
    readonly log: WatchedLog | undefined
    readonly out: Outgoing
    readonly items: ParcelContents['items']
    readonly byHand: boolean
  },
): Promise<Parcel> {
  const { partner, log, out, items, byHand } = given
  const { origin } = partner
  const { exchange, crypto, clock } = ports
  const { holds, refused } = await exchange.arrivedFrom(org.id, origin)
  const contents: ParcelContents = {
    sender: { id: org.publicId, name: org.name, origin: org.origin },
    ...out.shown,
    seen: await seenOf(ports, org, log),
    inForce: [...out.inForce],
    holds: [...(byHand ? [carriedByHand] : []), ...holds].slice(0, holdsMax),
    refused: [...refused],
    items,
  }
  const note = await exchange.signParcel(org.id, {
    to: origin,
    madeAt: new Date(clock.now()).toISOString(),
    digest: contentsDigest(crypto, contents),
  })
  const parcel: Parcel = { v: 1, note, contents }
  // The key was replaced after the log was read: it signs for another tree than the one shown.
  if (!isSignedBy(crypto, parcel, out.shown.key)) refuseUncovered()
  await exchange.sent(org.id, origin, sentAlso(partner, out.size))
  return parcel
}

/** The largest tree that we saw of another log, in our word as its witness. */
async function seenOf(
  { received }: FillPorts,
  org: Organisation,
  log: WatchedLog | undefined,
): Promise<ParcelContents['seen']> {
  const root = log ? fromBase64(log.root) : null
  if (!log || root === null || log.size === 0) return null
  const { origin, size } = log
  const { line, vkey } = await received.cosign(org.id, formatCheckpoint({ origin, size, root }))
  return { size, root: log.root, cosigned: { line, witness: vkey } }
}
