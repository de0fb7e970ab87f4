import { Client } from 'pg'
import type { ClientConfig } from 'pg'
import { callersChanged } from './auth-schema.ts'

/** Who sessions and tokens stand for, kept for a moment: every request asks. */
export interface KeptCallers {
  /** What was found under this key a moment ago; else what `find` finds. */
  of<T>(key: string, find: () => Promise<T | null>): Promise<T | null>
  /** To be called before a change of who may do what is answered: nothing found before it counts. */
  drop(): void
  close(): Promise<void>
}

/** So long, should word of a change ever be lost. */
export const callersKeptMs = 2_000
const callersMax = 10_000

/**
 * Keeps callers while this process hears of every change: the tables tell it, whichever process
 * made the change. Until the line is open, and once it is broken, nothing is kept.
 */
export function keepCallers(connection: ClientConfig, { keptMs }: { keptMs: number }): KeptCallers {
  let line: Promise<Client | null> | null = null
  let isOpen = false
  let kept = new Map<string, { readonly value: unknown; readonly until: number }>()
  // What is still being looked up goes into the map that was there when it began.
  const drop = () => {
    kept = new Map()
  }
  const broken = () => {
    isOpen = false
    line = null
    drop()
  }
  const listen = async (): Promise<Client | null> => {
    const client = new Client(connection)
    client.on('notification', drop)
    client.on('error', broken)
    client.on('end', broken)
    try {
      await client.connect()
      await client.query(`listen ${callersChanged}`)
      drop()
      isOpen = true
      return client
    } catch {
      // Whoever asks next tries again; until then the database is asked each time.
      await client.end().catch(() => {})
      line = null
      return null
    }
  }
  return {
    of: async <T>(key: string, find: () => Promise<T | null>) => {
      const known = kept.get(key)
      if (known !== undefined && performance.now() < known.until) return known.value as T
      line ??= listen()
      const into = kept
      const value = await find()
      if (isOpen && value !== null) {
        if (into.size >= callersMax) into.clear()
        into.set(key, { value, until: performance.now() + keptMs })
      }
      return value
    },
    drop,
    close: async () => {
      const client = await line
      client?.removeAllListeners('end')
      await client?.end()
    },
  }
}
