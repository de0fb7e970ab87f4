import { refuseCursor } from '../../ledger/fault.ts'
import type { AccountId } from '../ports/account-ports.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Organisation, Page } from '../ports/store-ports.ts'

/** An organisation of somebody's, with the one above where that is theirs too. */
export interface MyOrganisation {
  readonly org: Organisation
  readonly parent: Organisation | null
}

type Needs = Pick<AppPorts, 'accounts' | 'organisations' | 'store'>

/**
 * The organisations that an account is a member of, in the order of the tree, a page at a time:
 * somebody may look after three thousand. `q` finds a part of the name.
 */
export async function myOrganisations(
  { accounts, organisations, store }: Needs,
  account: AccountId,
  {
    q = '',
    after,
    limit,
  }: {
    readonly q?: string | undefined
    /** Public id of the last one of the page before. */
    readonly after?: string | undefined
    readonly limit: number
  },
): Promise<Page<MyOrganisation>> {
  const ids = await accounts.organisationsOf(account)
  const last = after === undefined ? null : await organisations.byPublicId(after)
  if (after !== undefined && last === null) return refuseCursor()
  const behind = last?.path ?? ''
  const found = await store.organisationsAmong({ ids, named: q.trim(), behind, limit: limit + 1 })
  const items = found.slice(0, limit)
  const mine = new Set(ids)
  return {
    items: await Promise.all(
      items.map(async (org) => {
        const isMine = org.parent !== null && mine.has(org.parent)
        return { org, parent: isMine ? await organisations.of(org.parent) : null }
      }),
    ),
    next: found.length > limit ? (items.at(-1)?.publicId ?? null) : null,
  }
}

/** One organisation of an account. */
export async function withParent(
  { accounts, organisations }: Omit<Needs, 'store'>,
  account: AccountId,
  org: Organisation,
): Promise<MyOrganisation> {
  const { parent } = org
  const isMine = parent !== null && (await accounts.membership(account, parent)) !== null
  return { org, parent: isMine ? await organisations.of(parent) : null }
}
