import { core } from '../../ledger/core/core-registers.ts'
import { noNames } from '../../ledger/names.ts'
import { todayIn } from '../clock/wall-clock.ts'
import { adoptRequest, rosterRequest } from '../people/write-roster.ts'
import type { AccountId, Membership } from '../ports/account-ports.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Organisation } from '../ports/store-ports.ts'
import { profileValues } from './write-unit.ts'

/** Who is first in an organisation, and what it is. */
export interface FirstPerson {
  readonly person: string
  readonly id: string
  readonly roles: readonly string[]
  /** Of the kinds that the pack knows; null: it does not say. */
  readonly kind: string | null
  /** Of the sizes that the pack knows; absent: it does not say. */
  readonly size?: string | null
  /** The first day of the ledger, before which nothing is owed; absent: today. */
  readonly start?: string
}

/** Writes the first entries of an organisation, and lets its first person sign in there. */
export async function admit(
  ports: AppPorts,
  org: Organisation,
  { account, ...first }: FirstPerson & { readonly account: AccountId },
): Promise<void> {
  await ports.accounts.putMembership(account, await writeFirstEntries(ports, org, first))
}

/**
 * Writes the first entries of an organisation: its pack, what kind of body it is, the first day of
 * its ledger, its first person, that person's roles. A unit that does not say its kind has a
 * profile all the same: duties that no instrument asks are off until it takes them up.
 */
export async function writeFirstEntries(
  ports: Pick<AppPorts, 'store' | 'packs' | 'clock' | 'random' | 'rosters' | 'unitPacks'>,
  org: Organisation,
  first: FirstPerson,
): Promise<Membership> {
  const pack = ports.packs.current
  const today = todayIn(org.zone, ports.clock)
  const { id: actor, roles, start = today } = first
  const names = { ...noNames, person: (id: string) => (id === actor ? first.person : null) }
  const record = ports.random.uuid()
  await ports.store.keepPack(org.id, { digest: pack.digest, files: ports.packs.files })
  await ports.store.appendAll(org.id, [
    adoptRequest(pack, { actor, today }),
    rosterRequest(
      { pack, names },
      {
        register: core.profile.id,
        id: ports.random.uuid(),
        values: profileValues({ kind: first.kind, size: first.size ?? null, from: today }),
        from: today,
        actor,
      },
    ),
    rosterRequest(
      { pack, names },
      {
        register: core.ledgerStart.id,
        id: ports.random.uuid(),
        values: { from: start },
        from: start,
        actor,
      },
    ),
    rosterRequest(
      { pack, names },
      {
        register: core.person.id,
        id: actor,
        values: { name: first.person, since: today },
        from: today,
        actor,
      },
    ),
    rosterRequest(
      { pack, names },
      {
        register: core.membership.id,
        id: record,
        values: { person: actor, roles: [...roles], from: today },
        from: today,
        actor,
      },
    ),
  ])
  ports.rosters.forget(org.id)
  ports.unitPacks.forget(org.id)
  return { org: org.id, person: actor, roles, record }
}
