const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

const works = new Set<() => Promise<void>>()
let ending: Promise<unknown> | null = null

/**
 * Does `work` before a signal ends this process, where nobody else listens for that signal; a
 * server that does ends in its own order. Whoever sits there is told at once; a signal that comes
 * again meanwhile changes nothing.
 * @returns what calls it off
 */
export function beforeEnd(work: () => Promise<void>): () => void {
  // First of all who listen: of a server that waits for one signal nothing would be left to see.
  if (works.size === 0) for (const signal of signals) process.prependListener(signal, end)
  works.add(work)
  return () => {
    works.delete(work)
    if (works.size === 0) for (const signal of signals) process.off(signal, end)
  }
}

/** Whether a signal is ending this process: what fails now fails because of that. */
export function isEnding(): boolean {
  return ending !== null
}

const interrupted =
  '已中断，没有办完；已入账的没有丢失。 / Interrupted before it was done; what was entered is not lost.\n'

function end(signal: NodeJS.Signals): void {
  if (ending !== null || process.listenerCount(signal) > 1) return
  process.stderr.write(interrupted)
  ending = Promise.allSettled([...works].map((work) => work())).then(() => {
    // As it would have ended without us: the shell sees by which signal.
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}
