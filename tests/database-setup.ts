import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClientConfig } from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../src/adapters/embedded/embedded.ts'
import { migrate } from '../src/adapters/postgres/migrate.ts'
import {
  clusterOf,
  createDatabase,
  demoTemplate,
  dropDatabase,
  migratedTemplate,
} from './databases.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The cluster of this run, as its owner; `testDatabase` in tests/database.ts uses it. */
    cluster: ClientConfig
    /** Holds what is made once for the whole run; `madeOnce` in tests/made-once.ts uses it. */
    madeFolder: string
    /** Where each route whose answer a test has seen leaves its mark; see tests/api/held-answers.ts. */
    answersSeen: string
  }
}

/** One PostgreSQL for the whole run: TEST_DATABASE_URL if set, else the one from npm. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const madeFolder = mkdtempSync(join(tmpdir(), 'taizhang-made-'))
  chmodSync(madeFolder, 0o711)
  project.provide('madeFolder', madeFolder)
  const answersSeen = mkdtempSync(join(tmpdir(), 'taizhang-answers-'))
  project.provide('answersSeen', answersSeen)
  const endDatabase = await provideCluster(project)
  return async () => {
    await endDatabase()
    for (const folder of [madeFolder, answersSeen]) {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

async function provideCluster(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env['TEST_DATABASE_URL']
  if (url) {
    const cluster = clusterOf(url)
    project.provide('cluster', cluster)
    await dropDatabase(cluster, migratedTemplate)
    await migrate(await createDatabase(cluster, migratedTemplate))
    return async () => {
      await dropDatabase(cluster, demoTemplate)
      await dropDatabase(cluster, migratedTemplate)
    }
  }
  const home = mkdtempSync(join(tmpdir(), 'taizhang-test-'))
  chmodSync(home, 0o711)
  const database = await startEmbedded({
    home,
    // These tests are about answers, not about power cuts; embedded.test.ts checks the real ones.
    settings: { fsync: 'off', full_page_writes: 'off', max_connections: '300' },
  })
  project.provide('cluster', database.connection)
  await migrate(await createDatabase(database.connection, migratedTemplate))
  return async () => {
    await database.stop()
    rmSync(home, { recursive: true, force: true })
  }
}
