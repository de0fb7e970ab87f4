import type { ClientConfig } from 'pg'
import { Query } from 'pg'
import { connected } from '../src/adapters/postgres/connected.ts'
import { eachStatement } from '../src/adapters/postgres/each-record.ts'
import { unaskedFields } from '../src/pack/unasked-fields.ts'
import type { BenchUnit } from './bench-unit.ts'
import { timed } from './measure.ts'

/**
 * Milliseconds until the rows of a first look at a year have come, sent by PostgreSQL and taken
 * apart by `pg` as they are then, and nobody has looked at one: no first look can take less.
 */
export function receiveUnread(
  connection: ClientConfig,
  { session: { org, pack }, today }: BenchUnit,
): Promise<number> {
  const year = Number(today.slice(0, 4))
  const unasked = unaskedFields(pack)
  const asked = [...pack.registers.keys()].map((register) => ({
    register,
    from: `${year - 1}-01-01`,
    to: `${year + 1}-12-31`,
    without: unasked.get(register) ?? [],
  }))
  return connected(connection, async (client) => {
    await client.query(`BEGIN READ ONLY; SET LOCAL app.org = '${org.id}'`)
    const { ms } = await timed(
      () =>
        new Promise<void>((done, fail) => {
          const rows = new Query(eachStatement(org.id, asked))
          rows.on('end', () => done())
          rows.on('error', fail)
          client.query(Object.assign(rows, { handleDataRow: () => {} }))
        }),
    )
    return ms
  })
}
