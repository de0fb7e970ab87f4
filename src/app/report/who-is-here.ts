import type { Clock } from '../../append/effects.ts'
import type { OrgId } from '../ports/store-ports.ts'

/** Who has which draft open. Kept in memory alone: it is true for some seconds. */
export interface WhoIsHere {
  /** Notes that somebody looks at a draft now, and says who else does. */
  seen(at: { readonly org: OrgId; readonly draft: string; readonly person: string }): string[]
}

/** An open page asks again every few seconds; after so long nobody is there any more. */
const heardWithinMs = 15_000

/** Beyond so many open drafts the one looked at longest ago is forgotten. */
const draftsMax = 2_000

/** Keeps who looked at which draft in the last moments. */
export function keepWhoIsHere({ clock }: { readonly clock: Clock }): WhoIsHere {
  const byDraft = new Map<string, Map<string, number>>()
  return {
    seen: ({ org, draft, person }) => {
      const key = `${org} ${draft}`
      const now = clock.now()
      const here = byDraft.get(key) ?? new Map<string, number>()
      here.set(person, now)
      for (const [other, at] of here) if (now - at > heardWithinMs) here.delete(other)
      byDraft.delete(key)
      byDraft.set(key, here)
      const oldest = byDraft.keys().next()
      if (byDraft.size > draftsMax && !oldest.done) byDraft.delete(oldest.value)
      return [...here.keys()].filter((one) => one !== person)
    },
  }
}
