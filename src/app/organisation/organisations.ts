import type { Clock } from '../../append/effects.ts'
import { refuse } from '../../ledger/fault.ts'
import type { FoundOrganisation, Organisation, OrgId, Store } from '../ports/store-ports.ts'

/** The organisations of this server, kept in memory: every request needs its own. */
export interface Organisations {
  /** Null: there is none of that number. */
  of(id: OrgId): Promise<Organisation | null>
  byPublicId(publicId: string): Promise<Organisation | null>
  all(): Promise<readonly Organisation[]>
  found(request: FoundOrganisation): Promise<Organisation>
}

// Another server may have founded one: an unknown id is looked up again, but not on every request.
const askedAgainMs = 1_000

/** Keeps the organisations in memory; names and places of the tree change with a new start. */
export function keepOrganisations({ store, clock }: { store: Store; clock: Clock }): Organisations {
  let rows: readonly Organisation[] = []
  let readAt = Number.NEGATIVE_INFINITY
  const read = async () => {
    rows = await store.organisations()
    readAt = clock.now()
    return rows
  }
  const find = async (matches: (one: Organisation) => boolean) => {
    const known = rows.find(matches)
    if (known || clock.now() - readAt < askedAgainMs) return known ?? null
    return (await read()).find(matches) ?? null
  }
  return {
    of: (id) => find((one) => one.id === id),
    byPublicId: (publicId) => find((one) => one.publicId === publicId),
    all: read,
    found: async (request) => {
      const organisation = await store.found(request)
      await read()
      return organisation
    },
  }
}

/** Refuses with `organisation.unknown`. */
export function refuseOrganisation(): never {
  return refuse('organisation.unknown', {
    at: ['organisation'],
    text: { zh: '没有这个单位。', en: 'There is no such organisation.' },
    hint: { zh: '请从单位列表中选择。', en: 'Choose one from your organisations.' },
  })
}
