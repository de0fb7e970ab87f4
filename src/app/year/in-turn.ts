/** Work of one line is done one after another; what is the same waits once for all who asked. */
export type InTurn = <T>(
  asked: { readonly line: string; readonly same: string },
  work: () => Promise<T>,
) => Promise<T>

/**
 * Lets what belongs together be done in turn. Whoever asks for the same as somebody who is still
 * waiting gets that answer: the work begins after both have asked, so it is fresh for both.
 */
export function inTurn(): InTurn {
  const running = new Map<string, Promise<unknown>>()
  const waiting = new Map<string, Promise<unknown>>()
  return async <T>(
    { line, same }: { readonly line: string; readonly same: string },
    work: () => Promise<T>,
  ): Promise<T> => {
    const shared = waiting.get(same)
    if (shared !== undefined) return (await shared) as T
    const before = running.get(line) ?? Promise.resolve()
    const mine = before.then(() => {
      waiting.delete(same)
      return work()
    })
    waiting.set(same, mine)
    const ended = mine.catch(() => {})
    running.set(line, ended)
    try {
      return await mine
    } finally {
      if (running.get(line) === ended) running.delete(line)
    }
  }
}
