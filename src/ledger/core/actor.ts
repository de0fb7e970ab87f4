/** Who wrote an entry, taken apart: whose hand it was and, of a stand-in, in whose place. */
export interface ActorParts {
  /** A person's random id, `cli:…`, `token:…`, `job:…`. */
  readonly hand: string
  readonly standingInFor: string | null
}

const standingIn = /^standing-in:([^:]+):([^:]+)$/

/**
 * The actor of somebody who stands in for another. It stands in the leaf itself, so that no list,
 * proof or verifier can show who acted and leave out that it was for somebody else.
 */
export function standingInActor({ hand, for: whose }: { hand: string; for: string }): string {
  return `standing-in:${hand}:${whose}`
}

/** Takes an actor apart. */
export function actorParts(actor: string): ActorParts {
  const found = standingIn.exec(actor)
  if (!found?.[1] || !found[2]) return { hand: actor, standingInFor: null }
  return { hand: found[1], standingInFor: found[2] }
}
