import type { ClientConfig, PoolConfig } from 'pg'
import { Pool, types } from 'pg'

/** Makes a pool whose connections are pipelined and read numbers, dates and moments as we do. */
export function openPool(connection: ClientConfig, { max }: { max: number }): Pool {
  const config: PoolConfig & { pipeline: boolean } = {
    ...connection,
    max,
    pipeline: true,
    types: { getTypeParser },
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 10_000,
    application_name: 'taizhang',
  }
  const pool = new Pool(config)
  // An idle connection that breaks is replaced; whoever needs one next gets the error, if any.
  pool.on('error', () => {})
  // One that breaks in use fails its statements; without a listener it would end the process too.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

const int8 = 20
const date = 1082
const timestamptz = 1184

/** A moment as PostgreSQL writes it: `2025-03-01 08:00:00.123+00`, without trailing zeros. */
export function instantText(text: string): string {
  if (text.length !== 26) return new Date(`${text.replace(' ', 'T')}:00`).toISOString()
  return `${text.slice(0, 10)}T${text.slice(11, 23)}Z`
}

// Our numbers of entries stay below 2^53, as tree sizes do.
function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (format !== 'binary') {
    if (oid === int8) return Number
    if (oid === date) return (text) => text
    if (oid === timestamptz) return instantText
  }
  return types.getTypeParser(oid, format)
}
