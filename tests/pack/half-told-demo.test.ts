import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Refusal } from '../../src/ledger/fault.ts'
import { openAll } from '../../src/main.ts'
import { testDatabase } from '../database.ts'
import { demoDay } from '../demo-day.ts'

test('a demo that was broken off is never taken for one that was told to its end', async () => {
  const { connection, drop } = await testDatabase({ migrated: true })
  const data = mkdtempSync(join(tmpdir(), 'taizhang-half-told-'))
  const opened = await openAll({ data, database: connection, mayLoseOnPowerCut: true })
  try {
    const asked = { seed: 1, today: demoDay }
    const broken = opened.makeDemo(asked, () => {
      throw new Error('the power is cut')
    })
    await expect(broken).rejects.toThrow('the power is cut')
    expect((await opened.ports.organisations.all()).length).toBeGreaterThan(0)
    const again = await opened.makeDemo(asked, () => {}).catch((error: unknown) => error)
    expect(again).toBeInstanceOf(Refusal)
    expect((again as Refusal).faults[0]?.code).toBe('demo.unfinished')
  } finally {
    await opened.close()
    await drop()
    rmSync(data, { recursive: true, force: true })
  }
})
