const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Until somebody asks this process to end. Asked again while it does, it goes on ending in order:
 * npm, a terminal and a service manager each send their own.
 */
export function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of signals) process.on(signal, () => resolve())
  })
}
