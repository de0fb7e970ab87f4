import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { inject } from 'vitest'

/**
 * Has something made once for the whole run, by whichever process asks first while others wait;
 * each takes a copy of it. What `make` leaves in its folder stays until the run has ended.
 * @returns that folder
 */
export async function madeOnce(
  name: string,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(inject('madeFolder'), name)
  const mark = `${folder}.made`
  const client = new Client(inject('cluster'))
  await client.connect()
  try {
    // Ends with the session, also when its process is killed.
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [`made for the tests: ${name}`])
    if (existsSync(mark)) return folder
    rmSync(folder, { recursive: true, force: true })
    // A database in it runs as another user where the tests run as root, and must get through.
    mkdirSync(folder, { mode: 0o711 })
    await make(folder)
    writeFileSync(mark, '')
    return folder
  } finally {
    await client.end()
  }
}
