import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import type { Organisation } from '../src/app/ports/store-ports.ts'
import type { Opened } from '../src/installation/open-all.ts'
import { openAll } from '../src/installation/open-all.ts'
import type { TestDatabase } from './database.ts'
import { testDatabase } from './database.ts'
import { cloneDatabase, demoTemplate, dropDatabase, migratedTemplate } from './databases.ts'
import { demoDay } from './demo-day.ts'
import { madeOnce } from './made-once.ts'

/** The demo unit of seed 1, told up to `demoDay`, open, in a database and a data folder of its own. */
export interface DemoUnit {
  readonly opened: Opened
  readonly org: Organisation
  end(): Promise<void>
}

/** Opens a copy of the demo unit, which the first who needs it makes for the whole run. */
export async function openDemo(): Promise<DemoUnit> {
  const made = await madeDemo()
  return openIn(await testDatabase({ template: demoTemplate }), made)
}

// Given, and so believed, while the database keeps the real one: it runs from the morning on which
// the demo is opened.
const early = Date.now()
const clock = { now: () => Date.parse(`${demoDay}T09:00:00+08:00`) + Date.now() - early }

/** Makes the demo unit from the seed again, in a place where nothing was. */
export async function makeDemo(): Promise<DemoUnit> {
  return openIn(await testDatabase({ migrated: true }), null)
}

async function openIn({ connection, drop }: TestDatabase, from: string | null): Promise<DemoUnit> {
  const data = mkdtempSync(join(tmpdir(), 'taizhang-demo-'))
  if (from !== null) cpSync(from, data, { recursive: true })
  const opened = await openAll({ data, database: connection, clock, mayLoseOnPowerCut: true })
  return {
    opened,
    org: await demoOf(opened),
    end: async () => {
      await opened.close()
      await drop()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

async function demoOf(opened: Opened): Promise<Organisation> {
  const org = await opened.ports.organisations.of(
    await opened.makeDemo({ seed: 1, today: demoDay }, () => {}),
  )
  if (!org) throw new Error('the demo unit is not there')
  return org
}

/** Answers the data folder that goes with the template. */
function madeDemo(): Promise<string> {
  return madeOnce('demo', async (data) => {
    const cluster = inject('cluster')
    await dropDatabase(cluster, demoTemplate)
    const connection = await cloneDatabase(cluster, {
      name: demoTemplate,
      template: migratedTemplate,
    })
    const opened = await openAll({ data, database: connection, clock, mayLoseOnPowerCut: true })
    await demoOf(opened)
    await opened.close()
  })
}
