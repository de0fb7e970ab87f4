import type { Lang } from '../../ledger/label.ts'
import type { AccountId } from './account-ports.ts'
import type { OrgId } from './store-ports.ts'

/** The calendar address of one account in one organisation; its secret is kept nowhere. */
export interface FeedRow {
  readonly account: AccountId
  readonly org: OrgId
  readonly lang: Lang
  readonly createdAt: string
  /** When a calendar last came for it; to the hour, nobody is watched more closely. */
  readonly lastUsedAt: string | null
}

/** Whose feed: an account in an organisation has at most one. */
export interface FeedOwner {
  readonly account: AccountId
  readonly org: OrgId
}

/** Secret addresses from which a calendar programme reads without signing in. */
export interface CalendarFeeds {
  /** A new secret of 256 bits; the one before ends at once. */
  make(feed: FeedOwner & { lang: Lang }): Promise<string>
  /** False: there was none. */
  end(owner: FeedOwner): Promise<boolean>
  of(owner: FeedOwner): Promise<FeedRow | null>
  /** Null, alike, for a secret that never was, was renewed, or was ended. */
  bySecret(secret: string): Promise<FeedRow | null>
  /** Takes a place for one request from this network address; refuses with `calendar.wait`. */
  admit(address: string): Promise<void>
}
