import type { Pool } from 'pg'
import type { PackOfFiles, PacksInForce } from '../../../app/ports/pack-ports.ts'
import type { PackFiles } from '../../../pack/pack-files.ts'
import { noOrganisation } from '../trail.ts'
import type { Scope } from '../within-organisation.ts'
import { withinOrganisation } from '../within-organisation.ts'

/** Packs in force in the database that servers share. */
export function packsInForce(pool: Pool): PacksInForce {
  const looking = <T>(work: (scope: Scope) => Promise<T>) =>
    withinOrganisation(pool, { org: noOrganisation, mode: 'read' }, work)
  return {
    newest: () =>
      looking(async (scope) => {
        const [row] = await scope.rows<{ number: number; digest: string }>({
          name: 'pack-in-force',
          text: 'SELECT number, digest FROM ledger.pack_in_force ORDER BY number DESC LIMIT 1',
        })
        return row ?? null
      }),
    wasInForce: (digest) =>
      looking(async (scope) => {
        const text = 'SELECT FROM ledger.pack_in_force WHERE digest = $1 LIMIT 1'
        return (await scope.rows({ text, values: [digest] })).length > 0
      }),
    filesOf: (digest) =>
      looking(async (scope) => {
        const text = 'SELECT files FROM ledger.pack WHERE digest = $1'
        const [row] = await scope.rows<{ files: PackFiles }>({ text, values: [digest] })
        return row?.files ?? null
      }),
    put: (pack, behind) =>
      withinOrganisation(pool, { org: noOrganisation, mode: 'write' }, async (scope) => {
        await keepFiles(scope, pack)
        const put = await scope.rows({
          text: `INSERT INTO ledger.pack_in_force (number, digest) VALUES ($1, $2)
                 ON CONFLICT (number) DO NOTHING RETURNING number`,
          values: [behind + 1, pack.digest],
        })
        return put.length > 0
      }),
  }
}

/** Keeps the files of a pack, unless they are there from another organisation. */
export async function keepFiles(scope: Scope, { digest, files }: PackOfFiles): Promise<void> {
  const known = await scope.rows({
    name: 'is-pack-there',
    text: 'SELECT FROM ledger.pack WHERE digest = $1',
    values: [digest],
  })
  if (known.length > 0) return
  scope.send({
    text: `INSERT INTO ledger.pack (digest, files) VALUES ($1, $2)
           ON CONFLICT (digest) DO NOTHING`,
    values: [digest, JSON.stringify(files)],
  })
}
