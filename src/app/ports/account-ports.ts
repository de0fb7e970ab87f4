import type { Fault } from '../../ledger/fault.ts'
import type { Lang } from '../../ledger/label.ts'
import type { OrgId } from './store-ports.ts'

/** The opaque id of an account; global, while roles belong to a membership. */
export type AccountId = string

/** What an account is in one organisation: read from the newest version of a membership record. */
export interface Membership {
  readonly org: OrgId
  /** Random id of the person in that organisation's roster. */
  readonly person: string | null
  readonly roles: readonly string[]
  /** The membership record in the organisation's log. */
  readonly record: string
}

/** An account as the administrator sees it in one organisation. */
export interface AccountRow {
  readonly id: AccountId
  readonly username: string
  readonly membership: Membership
  /** False until its owner has used the one-time link and chosen a password. */
  readonly ready: boolean
  readonly lastSignIn: string | null
}

/** Who a cookie or a link stands for; null fields are decided later. */
export interface SignedIn {
  /** Id of the session; no secret. */
  readonly session: string
  readonly account: AccountId
  readonly username: string
  readonly lang: Lang
  /** The organisation this session acts for; null when the account is a member of none. */
  readonly org: OrgId | null
  /** What the account is there. */
  readonly member: Membership | null
  /** It is a member of others as well. */
  readonly hasOthers: boolean
  /** An invited account may do nothing else before it has chosen a password. */
  readonly mustSetPassword: boolean
}

/** Whose password was right; no session yet. */
export type Proved = Pick<SignedIn, 'account'>

/** A try to sign in, as it came. */
export interface Attempt {
  readonly username: string
  readonly password: string
  readonly address: string
  /** The secret in the browser that `rememberBrowser` left there. */
  readonly browser: string | null
  /** What `turn` gave the browser when it was refused before. */
  readonly turn: string | null
}

/** What is known of a sign-in name. */
export interface JudgedUsername {
  /** The same for names that the eye does not tell apart. */
  readonly seen: string
  /** Whose it is already; null: nobody's. */
  readonly account: AccountId | null
  /** Why it cannot be given, `username.form` or `username.alike`; null: it can, or is given. */
  readonly fault: Fault | null
}

/** A new session: the secret goes into the cookie and is kept nowhere else. */
export interface NewSession {
  readonly secret: string
  readonly signedIn: SignedIn
}

/** Why a one-time link exists. */
export type LinkPurpose = 'first-start' | 'invited'

/** Days in which a link may be used that is handed to one person. */
export const linkDays = 7

export interface OneTimeLink {
  readonly purpose: LinkPurpose
  readonly account: AccountId | null
}

/** A right a machine can be given; `witness` reads entry bundles, nothing else. */
export const tokenScopes = ['read', 'record', 'witness'] as const

export type TokenScope = (typeof tokenScopes)[number]

export interface TokenRow {
  readonly id: string
  readonly org: OrgId
  readonly name: string
  readonly scopes: readonly TokenScope[]
  readonly createdAt: string
  readonly expiresAt: string
  readonly lastUsedAt: string | null
}

/**
 * Accounts, passwords, sessions, one-time links and tokens. Refuses with `sign-in.refused`,
 * `sign-in.wait`, `sign-in.busy`, `password.*`, `username.*`, `link.*`.
 */
export interface Accounts {
  /** Nobody is a member of anything yet: the first start is still to be completed. */
  none(): Promise<boolean>
  /**
   * Whose one-time link of the first start was used up while nobody at all has a password yet: a
   * browser was closed too early. Null as soon as anybody can sign in.
   */
  shutOut(): Promise<AccountId | null>
  /** Without a password the account waits for its one-time link. */
  create(account: {
    username: string
    password: string | null
    lang: Lang
    /** Names that the password must not consist of, e.g. the unit's. */
    words?: readonly string[]
  }): Promise<AccountId>
  /** Whether these names can be given to new accounts, before any is made. */
  judgeUsernames(usernames: readonly string[]): Promise<ReadonlyMap<string, JudgedUsername>>
  /** Takes back an account that came to nothing: one that never was a member. */
  discard(account: AccountId): Promise<void>
  /**
   * Sets the password from an open session; one that a one-time link opened uses the link up in the
   * same moment. All other sessions, links, known browsers and counted tries of the account end.
   * Refuses with `session.none` when the session has ended meanwhile.
   */
  setPassword(change: {
    account: AccountId
    session: string
    password: string
    words: readonly string[]
  }): Promise<void>
  /** Who knows the old password, or is signed in, is out; a one-time link leads to a new one. */
  forgetPassword(account: AccountId): Promise<void>
  /** Whose password it is. The refusal is the same, after the same work, whatever was wrong. */
  prove(attempt: Attempt): Promise<Proved>
  /** Whether the owner of the session sits there; wrong tries count for this session alone. */
  confirm(attempt: { signedIn: SignedIn; password: string }): Promise<void>
  /** What a browser that must wait keeps: a try at this name that strangers cannot take from it. */
  turn(of: { username: string; held: string | null }): string
  /** The secret by which a browser is known again; it replaces the one the browser had. */
  rememberBrowser(of: { account: AccountId; browser: string | null }): Promise<string>
  /**
   * A session, acting for this organisation, which is remembered as the one chosen last; null: for
   * that one, while the account is a member of it, or else for the first, or for none.
   */
  open(account: AccountId, org: OrgId | null): Promise<NewSession>
  /** Null when unknown, idle for too long, or too old. */
  session(secret: string): Promise<SignedIn | null>
  /** Acts for another organisation from now on, and after the next sign-in. */
  switchTo(change: { secret: string; org: OrgId }): Promise<void>
  signOut(secret: string): Promise<void>
  /** Ends every session of the account. */
  signOutEverywhere(account: AccountId): Promise<void>
  makeLink(link: { purpose: LinkPurpose; account: AccountId | null; days: number }): Promise<string>
  /** Looks without using it up. */
  link(secret: string): Promise<OneTimeLink>
  /** A session that may choose a password; opening it any number of times uses nothing up. */
  openByLink(secret: string): Promise<NewSession>
  /** Uses it up; of two at once exactly one gets it. */
  useLink(secret: string): Promise<OneTimeLink>
  /** What the link was used for has failed. */
  giveLinkBack(secret: string): Promise<void>
  /** Changes of who may do what in an organisation, one after another on all servers. */
  inTurn<T>(org: OrgId, work: () => Promise<T>): Promise<T>
  /** Mirrors what the log says of a membership; null roles end it. */
  putMembership(account: AccountId, membership: Membership): Promise<void>
  endMembership(account: AccountId, org: OrgId): Promise<void>
  members(org: OrgId): Promise<readonly AccountRow[]>
  /** Every organisation that has a member. */
  organisationsWithMembers(): Promise<ReadonlySet<OrgId>>
  /** What the account is in one organisation; null: it is no member. */
  membership(account: AccountId, org: OrgId): Promise<Membership | null>
  /** The same in the organisation that was chosen last; null: none yet, or it ended there. */
  lastMembership(account: AccountId): Promise<Membership | null>
  /** What it is in others, in the order of their numbers: so many at most, behind one. */
  memberships(
    account: AccountId,
    page: { readonly after: OrgId | null; readonly limit: number },
  ): Promise<readonly Membership[]>
  /** Every organisation the account is a member of: of somebody's thousands, thousands. */
  organisationsOf(account: AccountId): Promise<readonly OrgId[]>
  makeToken(token: {
    org: OrgId
    name: string
    scopes: readonly TokenScope[]
    by: AccountId
    days: number
  }): Promise<{ readonly row: TokenRow; readonly secret: string }>
  tokens(org: OrgId): Promise<readonly TokenRow[]>
  endToken(token: { id: string; org: OrgId }): Promise<boolean>
  /** Ends every token that the account made in this organisation; answers their ids. */
  endTokensOf(maker: { by: AccountId; org: OrgId }): Promise<readonly string[]>
  token(secret: string): Promise<TokenRow | null>
}
