import { Disconnected } from './read-body.ts'

/** Has the work of one caller done one after another; whose caller has gone is not begun. */
export type OneAtATime = <T>(
  asked: { readonly who: string; readonly gone: AbortSignal },
  work: () => Promise<T>,
) => Promise<T>

/** Callers do not wait for one another. */
export function oneAtATime(): OneAtATime {
  const newest = new Map<string, Promise<unknown>>()
  return async ({ who, gone }, work) => {
    const before = newest.get(who) ?? Promise.resolve()
    const mine = before.then(() => {
      if (gone.aborted) throw new Disconnected()
      return work()
    })
    const ended = mine.catch(() => {})
    newest.set(who, ended)
    try {
      return await mine
    } finally {
      if (newest.get(who) === ended) newest.delete(who)
    }
  }
}
