import type { Caller } from '../route.ts'

/** The caller as a person; routes for tokens say so by a scope and never ask. */
export function person(caller: Caller): Extract<Caller, { kind: 'person' }> {
  if (caller.kind !== 'person') throw new Error('a route for people was called without one')
  return caller
}
