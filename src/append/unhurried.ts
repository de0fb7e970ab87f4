/** Work in steps: between two of them it may wait. Pure; whoever runs it decides for how long. */
export type Steps<T> = Iterator<undefined, T>

/** How long others on this process wait at most for such work, in milliseconds. */
const longestTurnMs = 10

/**
 * Does work that takes its time: after every few milliseconds everything else on this process has
 * its turn, so that nobody waits for what somebody else has sent.
 */
export async function unhurried<T>(work: Steps<T>, turnMs = longestTurnMs): Promise<T> {
  let began = performance.now()
  for (;;) {
    const { done, value } = work.next()
    if (done === true) return value
    if (performance.now() - began < turnMs) continue
    await new Promise(setImmediate)
    began = performance.now()
  }
}
