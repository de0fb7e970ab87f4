import type { ClientConfig } from 'pg'
import type { OrgId } from '../../app/ports/store-ports.ts'
import { connected } from './connected.ts'
import { asOwner, quotedName, storedTables, withoutForce } from './stored-tables.ts'

/** A file of a demo that was thrown away. */
export interface LeftFile {
  readonly org: OrgId
  readonly sha256: string
}

const triesMax = 20

/**
 * Takes demos that were broken off out of the database, as the login that the operator gave; no
 * role of ours may take anything out of a log. Answers which files they had. A real organisation
 * among them is a bug: then nothing is taken away.
 */
export async function throwAwayDemos(
  base: ClientConfig,
  orgs: readonly OrgId[],
): Promise<readonly LeftFile[]> {
  if (orgs.length === 0) return []
  for (let tries = 1; ; tries += 1) {
    try {
      return await inOneTransaction(base, orgs)
    } catch (error) {
      // It locks tables that people use meanwhile, in another order.
      if ((error as { code?: string }).code !== '40P01' || tries === triesMax) throw error
    }
  }
}

function inOneTransaction(
  base: ClientConfig,
  orgs: readonly OrgId[],
): Promise<readonly LeftFile[]> {
  return connected(base, async (client) => {
    await client.query('BEGIN')
    const { rows: login } = await client.query<{ free: boolean }>(
      'SELECT rolsuper OR rolbypassrls AS free FROM pg_roles WHERE rolname = current_user',
    )
    // Row security does not bind a superuser, and then no table need be locked for everybody.
    const isFree = login[0]?.free === true
    const all = await storedTables(client)
    const tables = new Map([...all].filter(([, { types }]) => types.has('org_id')))
    const files: LeftFile[] = []
    const take = async () => {
      const owner = tables.get('ledger.organisation')?.owner ?? ''
      if (!isFree) await client.query(`SET LOCAL ROLE ${owner}`)
      const { rows: real } = await client.query(
        `SELECT FROM ledger.organisation WHERE org_id = ANY ($1) AND kind <> 'demo'`,
        [orgs],
      )
      if (real.length > 0) throw new Error('a real organisation is never thrown away')
      for (const org of orgs) {
        const { rows } = await client.query<{ sha256: string }>(
          'SELECT DISTINCT sha256 FROM ledger.attachment WHERE org_id = $1',
          [org],
        )
        for (const { sha256 } of rows) files.push({ org, sha256 })
      }
      for (const { name, owner: of } of [...tables.values()].toReversed()) {
        for (const org of orgs) {
          const text = `DELETE FROM ${quotedName(name)} WHERE org_id = $1`
          await (isFree ? client.query(text, [org]) : asOwner(client, of, text, [org]))
        }
      }
    }
    await (isFree ? take() : withoutForce(client, tables, take))
    await client.query('COMMIT')
    return files
  })
}
