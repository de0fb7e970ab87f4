import { useEffect, useSyncExternalStore } from 'react'

/** Whether the server answers, does not for a while, or cannot be reached at all. */
export type Presence = 'here' | 'silent' | 'away'

/** How long an answer may take before the server is asked whether it is there. */
const patienceMs = 1000
/** How long it may take to say so: together less than the two seconds that somebody waits. */
const pingMs = 800
const pingEveryMs = 3000

let presence: Presence = 'here'
/** Notes in the page that say already that it is away. */
let sayers = 0
let again: ReturnType<typeof setTimeout> | null = null
const listeners = new Set<() => void>()

/** An answer came, whatever it says. */
export function heard(): void {
  become('here')
}

/** A request found no server. */
export function unheard(): void {
  become('away')
}

/** A request was sent, and ended with what is returned; one that takes long is looked into. */
export function awaited(): () => void {
  const timer = setTimeout(() => void ping(), patienceMs)
  return () => clearTimeout(timer)
}

let isAsked = false

/** Asks whether it is there; requests that wait together ask once. */
async function ping(): Promise<void> {
  if (isAsked) return
  isAsked = true
  try {
    await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(pingMs) })
    become('here')
  } catch (error) {
    const isSilent = error instanceof DOMException && error.name === 'TimeoutError'
    become(isSilent ? 'silent' : 'away')
  } finally {
    isAsked = false
  }
}

function become(next: Presence): void {
  // Looked for again until it is back.
  if (next !== 'here' && again === null) {
    again = setTimeout(() => {
      again = null
      void ping()
    }, pingEveryMs)
  }
  if (next === presence) return
  presence = next
  tell()
}

function tell(): void {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Whether the server is there, as the page knows it. */
export function useServerPresence(): Presence {
  return useSyncExternalStore(subscribe, () => presence)
}

/** Whether a note in the page says already that the server is away: it is said once. */
export function useIsSaidAway(): boolean {
  return useSyncExternalStore(subscribe, () => sayers > 0)
}

/** Counts the note that calls this as one that says so, while `isOn`. */
export function useSaysAway(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return
    sayers++
    tell()
    return () => {
      sayers--
      tell()
    }
  }, [isOn])
}
