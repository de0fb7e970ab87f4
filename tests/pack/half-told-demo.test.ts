import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClientConfig } from 'pg'
import { expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { connected } from '../../src/adapters/postgres/connected.ts'
import { fileCheckOf } from '../../src/app/audit/check-attachments.ts'
import { fsck } from '../../src/app/audit/fsck.ts'
import { openDemoUnit } from '../../src/app/demo/open-demo-unit.ts'
import { openAll } from '../../src/installation/open-all.ts'
import { testDatabase } from '../database.ts'
import { demoDay } from '../demo-day.ts'

test('a demo that was broken off is told anew by the link it was begun with, and none is left', async () => {
  const { connection, drop } = await testDatabase({ migrated: true })
  const data = mkdtempSync(join(tmpdir(), 'taizhang-half-told-'))
  const packFolder = shortStory(join(data, 'packs'))
  const opened = await openAll({
    ...{ data, packFolder, database: connection },
    mayLoseOnPowerCut: true,
  })
  const { ports } = opened
  try {
    const asked = { seed: 1, today: demoDay }
    const link = await ports.accounts.makeLink({ purpose: 'first-start', account: null, days: 1 })
    const request = { link, seed: 1, lang: 'zh' } as const
    const broken = () =>
      opened.makeDemo(asked, () => {
        throw new Error('the disk is full')
      })
    await expect(openDemoUnit(ports, broken, request)).rejects.toThrow('the disk is full')
    const half = await ports.organisations.all()
    expect(half.length).toBeGreaterThan(0)
    for (const { id } of half) ports.store.sign(id)

    const told = () => opened.makeDemo(asked, () => {})
    // The link of the first start is good until somebody is in, and then no more.
    const both = await Promise.allSettled(
      [told, told].map((one) => openDemoUnit(ports, one, request)),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const whole = await ports.organisations.all()
    expect(whole.map(({ name }) => name)).toEqual(half.map(({ name }) => name))
    expect(whole.filter(({ id }) => half.some((one) => one.id === id))).toEqual([])
    expect(await told()).toBe(whole.find(({ name }) => name.zh === '海棠市档案馆')?.id)
    expect(
      await rowsOf(
        connection,
        half.map(({ id }) => id),
      ),
    ).toEqual([])
    // Nor is one that its process did not live to end, whatever there is of it.
    await connected(connection, (client) =>
      client.query(`UPDATE jobs.run SET outcome = NULL, held_until = now() WHERE job = 'demo'`),
    )
    expect(await told()).toBeGreaterThan(Math.max(...whole.map(({ id }) => id)))
    expect(
      await rowsOf(
        connection,
        whole.map(({ id }) => id),
      ),
    ).toEqual([])
    const reports = await fsck(
      { auditor: opened.auditor, crypto: nodeCrypto },
      { newest: ports.newestSeals, file: fileCheckOf(ports.blobs) },
    )
    expect(reports.flatMap(({ faults }) => faults)).toEqual([])
  } finally {
    await opened.close()
    await drop()
    rmSync(data, { recursive: true, force: true })
  }
})

/** The pack with a story of one unit, its people and what it says of itself. */
function shortStory(folder: string): string {
  cpSync('packs', folder, { recursive: true })
  const pack = join(folder, 'cn-party-governance')
  const told = ['story.yaml', 'roster.yaml', 'unit.yaml']
  for (const name of readdirSync(join(pack, 'story'))) {
    if (!told.includes(name)) rmSync(join(pack, 'story', name))
  }
  const head = join(pack, 'story/story.yaml')
  const [unit = ''] = readFileSync(head, 'utf8').split('chapters:')
  writeFileSync(head, `${unit}chapters: [roster, unit]\n`)
  return pack
}

/** Tables with rows of these organisations. */
async function rowsOf(
  connection: ClientConfig,
  orgs: readonly number[],
): Promise<readonly string[]> {
  return connected(connection, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.columns
     WHERE column_name = 'org_id' AND table_schema IN ('ledger', 'jobs')`,
    )
    const found: string[] = []
    for (const { name } of tables) {
      const { rowCount } = await client.query(`SELECT FROM ${name} WHERE org_id = ANY ($1)`, [orgs])
      if (rowCount !== 0) found.push(name)
    }
    return found
  })
}
