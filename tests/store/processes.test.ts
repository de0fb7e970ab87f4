import { spawn } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectionAs } from '../../src/adapters/postgres/roles.ts'
import { spawnSigner } from '../../src/adapters/signing/spawn-signer.ts'
import { bundles } from '../outside/bundles.ts'
import type { StoreFixture } from './fixture.ts'
import { foundUnit, meeting, storeFixture } from './fixture.ts'
import { fsckOnce } from './fsck-once.ts'

const bundled = bundles('store')
let fixture: StoreFixture

beforeAll(async () => {
  fixture = await storeFixture()
})

afterAll(async () => {
  await fixture.close()
  bundled.remove()
})

async function faults(): Promise<readonly string[]> {
  const reports = await fsckOnce(fixture)
  return reports.flatMap((one) => one.faults).map((one) => one.text.en)
}

test('a signer in a process of its own makes keys and checkpoints, and survives its death', async () => {
  const script = await bundled.script(
    'signer',
    `import { runSigner } from '../../src/adapters/signing/signer-process.ts'
     runSigner()
     process.on('message', ({ log }) => { if (log?.publicId === 'die') process.exit(9) })`,
  )
  const connection = await connectionAs(fixture.connection, 'signer')
  const checkpointer = spawnSigner(script, { connection, keysDir: fixture.keysDir })
  const opened = await fixture.reopen({ checkpointer: () => checkpointer })
  const org = await foundUnit(opened)
  expect((await opened.checkpointNow(org))?.size).toBe(1)
  const dying = checkpointer.checkpoint({ org, publicId: 'die', origin: 'x' })
  await expect(dying).rejects.toThrow('the signer process ended')
  await opened.store.append(org, meeting())
  expect((await opened.checkpointNow(org))?.size).toBe(2)
  await opened.close()
  expect(await faults()).toEqual([])
})

test('a writer killed at any moment loses nothing it acknowledged, and doubles nothing', async () => {
  const org = await foundUnit(fixture)
  const rounds = Number(process.env['TAIZHANG_KILLS'] ?? 3)
  const script = await bundled.script(
    'writer',
    `import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
     import { openStore } from '../../src/adapters/postgres/open-store.ts'
     import { meeting, systemRandom } from '../store/fixture-requests.ts'
     const { connection, keysDir, org, round } = JSON.parse(process.argv[2])
     const { store } = await openStore({ connection, keysDir, clock: { now: () => Date.now() },
       random: systemRandom, crypto: nodeCrypto, mayLoseOnPowerCut: true, checkpointAfterMs: 50 })
     let n = 0
     const client = async () => {
       for (;;) {
         const key = round + '-' + (n += 1)
         const { index } = await store.append(org, meeting({ idempotency: { key, digest: 'd' } }))
         process.stdout.write(key + ' ' + index + '\\n')
       }
     }
     await Promise.all(Array.from({ length: 16 }, client))`,
  )
  const said = new Map<string, number>()
  for (let round = 0; round < rounds; round += 1) {
    const { connection, keysDir } = fixture
    const child = spawn(
      process.execPath,
      [script, JSON.stringify({ connection, keysDir, org, round })],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    let text = ''
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`the writer ended by itself: ${code}`)))
      child.stdout.on('data', (bytes) => {
        text += String(bytes)
        if (text.length > 2_000 + round * 97) resolve()
      })
    })
    child.removeAllListeners('exit')
    child.kill('SIGKILL')
    await new Promise((resolve) => child.once('exit', resolve))
    for (const line of text.split('\n').slice(0, -1)) {
      const [key = '', index] = line.split(' ')
      said.set(key, Number(index))
    }
  }
  expect(said.size).toBeGreaterThan(100)
  for (const [key, index] of said) {
    const again = await fixture.store.append(org, meeting({ idempotency: { key, digest: 'd' } }))
    expect([again.repeated, again.index]).toEqual([true, index])
  }
  expect(await faults()).toEqual([])
}, 60_000)
