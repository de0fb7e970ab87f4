import type { Label } from '../../ledger/label.ts'
import type { ItemKind } from '../../report/exchange/item-kinds.ts'
import type { RefusedItem } from '../../report/exchange/parcel.ts'
import type { OrgId } from './organisation-ports.ts'

/** What arrived from another log, verified on arrival; whoever it is for takes it themselves. */
export interface ArrivedItem {
  /** Origin of the log that sent it. */
  readonly origin: string
  readonly kind: ItemKind
  /** The same for as long as it says the same. */
  readonly id: string
  /** Digest of the call, or of the report, that it is about. */
  readonly about: string
}

/** A log on another server, as far as parcels went to and fro. */
export interface Partner {
  readonly origin: string
  /** When its newest parcel was made, and when it arrived; null: none came yet. */
  readonly madeAt: string | null
  readonly heardAt: string | null
  /** Size of the largest tree of our log that it saw; 0: none. */
  readonly seenSize: number
  /** Sizes of trees that it may have seen as well, the newest last. */
  readonly sentSizes: readonly number[]
  /** Digests of its calls that still ask us. */
  readonly inForce: readonly string[]
  /** What arrived there of ours: keys of items. */
  readonly holds: readonly string[]
  /** What it could not take of ours, and why. */
  readonly refused: readonly RefusedItem[]
  /** What went wrong with it last; null: nothing since. */
  readonly trouble: Label | null
  /** Attempts that failed one after the other, and the last one. */
  readonly failures: number
  readonly triedAt: string | null
}

/** What a parcel told of its sender. */
export type HeardFrom = Pick<Partner, 'seenSize' | 'inForce' | 'holds' | 'refused'> & {
  readonly origin: string
  readonly madeAt: string
  readonly heardAt: string
}

/** What came of an attempt to reach the server of a log. */
export interface Attempt {
  readonly origin: string
  readonly triedAt: string
  /** Null: it was reached, and what it sent says how it stands. */
  readonly trouble: Label | null
}

/** What an organisation exchanges with logs that do not stand on its server. */
export interface ExchangeStore {
  partners(org: OrgId): Promise<readonly Partner[]>
  /** Null: nothing went to or came from it. */
  partner(org: OrgId, origin: string): Promise<Partner | null>
  /** Remembers what a parcel told, unless a newer one was heard already. */
  heard(org: OrgId, told: HeardFrom): Promise<void>
  /** Remembers the sizes of trees of ours that a log may have seen. */
  sent(org: OrgId, origin: string, sizes: readonly number[]): Promise<void>
  /** Remembers whether the server of a log was reached. */
  attempted(org: OrgId, attempt: Attempt): Promise<void>
  /** Remembers what was wrong with what a log sent. */
  troubled(org: OrgId, trouble: Omit<Attempt, 'triedAt'>): Promise<void>
  /** Keeps what was verified; false: it is there already. */
  keep(
    org: OrgId,
    item: ArrivedItem & { readonly bytes: Uint8Array; readonly arrivedAt: string },
  ): Promise<boolean>
  /** Remembers that an item does not hold, so that its sender hears of it. */
  refuse(org: OrgId, from: string, item: RefusedItem & { readonly at: string }): Promise<void>
  /** Keys of what arrived from a log, and what of it was refused; the newest first. */
  arrivedFrom(
    org: OrgId,
    origin: string,
  ): Promise<{ readonly holds: readonly string[]; readonly refused: readonly RefusedItem[] }>
  /** What arrived of these kinds, the oldest first; `about`: of these digests only. */
  arrived(
    org: OrgId,
    asked: { readonly kinds: readonly ItemKind[]; readonly about?: readonly string[] },
  ): Promise<readonly ArrivedItem[]>
  arrivedBytes(org: OrgId, item: ArrivedItem): Promise<Uint8Array | null>
  /** Signs, by the key of our log, what goes to another one; the note. */
  signParcel(
    org: OrgId,
    parcel: { readonly to: string; readonly madeAt: string; readonly digest: Uint8Array },
  ): Promise<string>
}

/** A server that this one exchanges with, as the administrator of the machine wrote it down. */
export interface Peer {
  /** Its address, `https://host:port`. */
  readonly address: string
  /** Origin of a log that stands there. */
  readonly origin: string
}

/** Other servers: none but those that the administrator of the machine named. */
export interface PeerServers {
  /** Null: this server neither asks others nor answers them. */
  listed(): Promise<readonly Peer[] | null>
  /** Sends a bundle and answers the one that came back. Refuses with `exchange.…`. */
  exchange(address: string, bundle: Uint8Array): Promise<Uint8Array>
  /** Does what another server asks, few at once. Refuses with `exchange.busy`. */
  oneOfFew<T>(work: () => Promise<T>): Promise<T>
}
