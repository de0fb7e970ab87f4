/** Milliseconds between two lines about work that takes long. */
const betweenMs = 5_000

/**
 * Whether it is time for a line about how far long work is: first after five seconds, then five
 * seconds after the last. A terminal is kept informed by that, and a file of output is not filled.
 */
export function nowAndThen(now: () => number = () => performance.now()): () => boolean {
  let toldAt = now()
  return () => {
    if (now() - toldAt < betweenMs) return false
    toldAt = now()
    return true
  }
}
