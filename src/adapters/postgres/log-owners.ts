import type { OrgId } from '../../app/ports/store-ports.ts'

/** How long after its last batch a log stays with the server that wrote it. */
export const ownedMs = 2_000

/** So long one that did not answer is not asked again; it may only have been slow. */
const goneMs = 30_000

/** What the head of a log says of its owner. */
export interface HeadOwner {
  /** Where its owner takes writes; null: nobody ever owned it. */
  readonly address: string | null
  /** For how long still; 0 when the log is free. */
  readonly leftMs: number
}

/**
 * Who owns which log, as this process knows. Only a hint: whoever writes moves the head from where
 * it stands, and may do so whatever is known here.
 */
export interface LogOwners {
  /** Where this process takes writes; null: nowhere. */
  readonly own: string | null
  /** The other server to which the writes of a log go now; null: they are written here. */
  elsewhere(org: OrgId): string | null
  /** Under the lock of the head; answers the address that takes the log over, null: it stays. */
  saw(org: OrgId, head: HeadOwner): string | null
  /** It took writes and answered. */
  answered(org: OrgId, address: string): void
  /** It did not: whoever listened there has gone, and what it owned is free. */
  failed(address: string): void
}

/** Knows nothing yet. */
export function logOwners(own: string | null): LogOwners {
  const known = new Map<OrgId, { readonly address: string; readonly until: number }>()
  const gone = new Map<string, number>()
  const isGone = (address: string) => performance.now() < (gone.get(address) ?? 0)
  return {
    own,
    elsewhere: (org) => {
      const owner = known.get(org)
      if (owner === undefined || isGone(owner.address)) return null
      return performance.now() < owner.until ? owner.address : null
    },
    saw: (org, { address, leftMs }) => {
      const isOthers = address !== null && address !== own && leftMs > 0 && !isGone(address)
      if (!isOthers) {
        known.delete(org)
        return own
      }
      known.set(org, { address, until: performance.now() + leftMs })
      return null
    },
    answered: (org, address) => {
      known.set(org, { address, until: performance.now() + ownedMs })
    },
    failed: (address) => {
      for (const [one, until] of gone) if (until < performance.now()) gone.delete(one)
      gone.set(address, performance.now() + goneMs)
    },
  }
}
