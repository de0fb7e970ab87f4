import { refuse } from '../../ledger/fault.ts'
import type { FoundOrganisation, Organisation, OrgId, Store } from '../ports/store-ports.ts'

/** The organisations of this server: every request needs its own. */
export interface Organisations {
  /** Null: there is none of that number. */
  of(id: OrgId): Promise<Organisation | null>
  byPublicId(publicId: string): Promise<Organisation | null>
  /** All of them, read anew, in the order of the tree: for work that goes through all. */
  all(): Promise<readonly Organisation[]>
  found(request: FoundOrganisation): Promise<Organisation>
}

/** A name, a zone and three ids: a few hundred bytes each. */
const keptMax = 10_000

/**
 * Keeps in memory those that somebody asked for; names and places of the tree change with a new
 * start. One that is not known yet is looked up by its id, never among all.
 */
export function keepOrganisations({ store }: { store: Store }): Organisations {
  const byId = new Map<OrgId, Organisation>()
  const byPublicId = new Map<string, Organisation>()
  const keep = (one: Organisation | null): Organisation | null => {
    if (one === null) return null
    byId.set(one.id, one)
    byPublicId.set(one.publicId, one)
    const [oldest] = byId.values()
    if (byId.size > keptMax && oldest !== undefined) {
      byId.delete(oldest.id)
      byPublicId.delete(oldest.publicId)
    }
    return one
  }
  return {
    of: async (id) => byId.get(id) ?? keep(await store.organisation({ id })),
    byPublicId: async (publicId) =>
      byPublicId.get(publicId) ?? keep(await store.organisation({ publicId })),
    all: () => store.organisations(),
    found: async (request) => {
      const organisation = await store.found(request)
      keep(organisation)
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
