type Stop = () => Promise<unknown> | unknown

const stops: Stop[] = []
let isListening = false
let isStopping = false

/** Lets `stop` run when somebody ends the benchmark by a signal; answers how to call that off. */
export function whenStopped(stop: Stop): () => void {
  listen()
  stops.push(stop)
  return () => {
    const at = stops.indexOf(stop)
    if (at >= 0) stops.splice(at, 1)
  }
}

function listen(): void {
  if (isListening) return
  isListening = true
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void stopAll())
}

// What was opened last is stopped first: a server before its folder is removed.
async function stopAll(): Promise<void> {
  if (isStopping) return
  isStopping = true
  for (const stop of stops.toReversed()) await stop()
  process.exit(130)
}
