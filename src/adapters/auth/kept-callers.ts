import type { ClientConfig, Pool } from 'pg'
import { Client } from 'pg'
import { callersChanged } from './auth-schema.ts'

/** Who sessions and tokens stand for, kept for a moment: every request asks. */
export interface KeptCallers {
  /** What was found under this key a moment ago; else what `find` finds. */
  of<T>(key: string, find: () => Promise<T | null>): Promise<T | null>
  /** Called before a change of who may do what is answered: what was found no longer counts. */
  drop(): void
  close(): Promise<void>
}

/** So long, should word of a change ever be lost. */
export const callersKeptMs = 2_000
const callersMax = 10_000

/**
 * Keeps callers while this process hears of every change: the tables tell it, whichever process
 * made the change. Until something was heard, and once the line is broken, nothing is kept: a
 * pooler before the database may let nothing through. `pool` goes another way, and so tells.
 */
export function keepCallers(
  connection: ClientConfig,
  { keptMs, pool }: { keptMs: number; pool: Pool },
): KeptCallers {
  let line: { readonly client: Client; readonly opening: Promise<void> } | null = null
  let isOpen = false
  let kept = new Map<string, { readonly value: unknown; readonly until: number }>()
  // What is still being looked up goes into the map that was there when it began.
  const drop = () => {
    kept = new Map()
  }
  const open = () => {
    const client = new Client(connection)
    // Whoever asks next tries again; until then the database is asked each time. What is connected
    // but was let through nothing would stay beside the next.
    const broken = () => {
      client.end().catch(() => {})
      if (line?.client !== client) return
      isOpen = false
      line = null
      drop()
    }
    client.on('notification', () => {
      drop()
      isOpen = line?.client === client
    })
    client.on('error', broken)
    client.on('end', broken)
    return { client, opening: listen(client).catch(broken) }
  }
  const listen = async (client: Client) => {
    await client.connect()
    await client.query(`listen ${callersChanged}`)
    await pool.query(`notify ${callersChanged}`)
  }
  return {
    of: async <T>(key: string, find: () => Promise<T | null>) => {
      const known = kept.get(key)
      if (known !== undefined && performance.now() < known.until) return known.value as T
      line ??= open()
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
      await line?.opening
      await line?.client.end()
    },
  }
}
