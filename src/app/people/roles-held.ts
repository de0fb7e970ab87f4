import type { Roster } from '../roster/roster.ts'

/** Roles of somebody, since when, and where they come from. */
export interface HeldRoles {
  readonly roles: readonly string[]
  readonly from: string
  /** The last day; null: they go on. */
  readonly to: string | null
  /**
   * `account`: what the account may do follows from them; `roster` and `post`: they say who answers
   * for a duty and give no rights here.
   */
  readonly via: 'account' | 'roster' | 'post'
}

const order = ['account', 'roster', 'post'] as const

/**
 * All roles that somebody has or had, those of the account first, then the newest: the one list
 * that they see of themselves and an administrator of them. What the account has may be more
 * than its record says, as in the demo, where one visitor does what several people do.
 */
export function rolesHeld(
  { memberships, posts }: Pick<Roster, 'memberships' | 'posts'>,
  {
    person,
    membership,
  }: {
    readonly person: string | null
    /** The account's, with what it has; null: there is no account. */
    readonly membership: { readonly record: string; readonly roles: readonly string[] } | null
  },
): readonly HeldRoles[] {
  const held: HeldRoles[] = [
    ...memberships
      .filter((one) => one.person === person)
      .flatMap(({ record, roles, from, to }): HeldRoles[] => {
        const said: HeldRoles = { roles, from, to, via: 'roster' }
        if (record !== membership?.record) return [said]
        const own: HeldRoles = { roles: membership.roles, from, to, via: 'account' }
        return roles.every((role) => membership.roles.includes(role)) ? [own] : [own, said]
      }),
    ...posts.flatMap(({ person: whose, role, from, to }): HeldRoles[] =>
      whose === person && role !== null ? [{ roles: [role], from, to, via: 'post' }] : [],
    ),
  ]
  const rank = ({ via }: HeldRoles) => order.indexOf(via)
  return held.sort((one, other) => rank(one) - rank(other) || (one.from > other.from ? -1 : 1))
}
