import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SpawnedReaders } from '../../src/adapters/outside/spawn-readers.ts'
import { spawnReaders } from '../../src/adapters/outside/spawn-readers.ts'
import { Refusal } from '../../src/ledger/fault.ts'
import { bundles } from './bundles.ts'

const made = bundles('ends-with-its-children')
const folder = mkdtempSync(join(tmpdir(), 'taizhang-children-'))
const noted = join(folder, 'pid')
let outside: SpawnedReaders

/** Starts another program, as a conversion does, and waits for it without end. */
const waiting = `
  import { spawn } from 'node:child_process'
  import { writeFileSync } from 'node:fs'
  import { runReader } from '../../src/adapters/outside/reader-process.ts'
  process.on('message', () => {
    const { pid } = spawn('sleep', ['600'], { stdio: 'ignore' })
    writeFileSync(${JSON.stringify(noted)}, String(pid))
    for (;;) {}
  })
  runReader()`

beforeAll(async () => {
  outside = spawnReaders(await made.script('waiting', waiting), { wallMs: 6_000 })
})

afterAll(() => {
  outside.close()
  made.remove()
  rmSync(folder, { recursive: true, force: true })
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    // One that nobody has buried yet is dead all the same.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

test.skipIf(process.platform !== 'linux')(
  'what a reader has started ends with it (skipped without Linux)',
  async () => {
    const asked = outside.read('tables', new Uint8Array([1]), null)
    const error = await asked.then(
      () => null,
      (refusal: unknown) => refusal,
    )
    expect(error instanceof Refusal && error.faults[0]?.code).toBe('file.too-costly')
    const pid = Number(readFileSync(noted, 'utf8'))
    await expect.poll(() => isAlive(pid)).toBe(false)
  },
)
