import { spawn } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { KeyChangeKind } from '../../src/log/key-change.ts'
import { bundles } from '../outside/bundles.ts'
import type { StoreFixture } from './fixture.ts'
import { foundUnit, meeting, storeFixture } from './fixture.ts'
import { fsckOnce } from './fsck-once.ts'

const bundled = bundles('keys')
let fixture: StoreFixture
let script = ''

beforeAll(async () => {
  script = await bundled.script('change-keys', changing)
  fixture = await storeFixture()
})

afterAll(async () => {
  await fixture.close()
  bundled.remove()
})

// Changes the keys, makes the checkpoint, and is killed when a function of node:fs is called for
// the nth time: there the files of the keys are written, and put in each other's place.
const changing = `
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { openStore } from '../../src/adapters/postgres/open-store.ts'
import { systemRandom } from '../store/fixture-requests.ts'
const { connection, keysDir, org, how, at } = JSON.parse(process.argv[2])
const { store, checkpointNow, close } = await openStore({ connection, keysDir,
  clock: { now: () => Date.now() }, random: systemRandom, crypto: nodeCrypto,
  mayLoseOnPowerCut: true, checkpointAfterMs: null })
let calls = 0
const real = fs[at.call]
fs[at.call] = (...given) => {
  calls += 1
  if (calls === at.nth) process.kill(process.pid, 'SIGKILL')
  return real(...given)
}
syncBuiltinESMExports()
await store.changeKeys(org, { how, reason: '例行更换', actor: 'cli:test', pack: null })
if (at.call === 'none') process.kill(process.pid, 'SIGKILL')
await checkpointNow(org)
await close()
process.exit(7)
`

interface Step {
  readonly name: string
  readonly at: { readonly call: string; readonly nth: number }
  /** Whether the entry stands, so that a new start must end what was begun. */
  readonly stands: boolean
}

const steps: readonly Step[] = [
  { name: 'the file of the log key', at: { call: 'fsyncSync', nth: 1 }, stands: false },
  { name: 'the file of the receipt key', at: { call: 'fsyncSync', nth: 3 }, stands: false },
  { name: 'before the commit', at: { call: 'fsyncSync', nth: 4 }, stands: false },
  { name: 'the commit', at: { call: 'renameSync', nth: 1 }, stands: true },
  { name: 'the receipt key in place', at: { call: 'none', nth: 1 }, stands: true },
  { name: 'the checkpoint', at: { call: 'renameSync', nth: 2 }, stands: true },
]

const cases = steps.flatMap((step) =>
  (['rotated', 'lost'] as const).map((how) => ({ ...step, how, label: `${how}: ${step.name}` })),
)

test.each(cases)('killed at $label, the next start completes or undoes it', async (given) => {
  const org = await foundUnit(fixture)
  await fixture.checkpointNow(org)
  const publicId = await publicIdOf(org)
  if (given.how === 'lost') rmSync(join(fixture.keysDir, `${publicId}.log.skey`))
  expect(await runKilled(org, given)).toBe('SIGKILL')
  const started = await fixture.reopen()
  try {
    const keys = await started.store.read(org, (reader) => reader.keys())
    expect(keys).toHaveLength(given.stands ? 4 : 2)
    // A change that was undone is begun again; where the key is lost nothing else can go on.
    if (!given.stands) await changeAgain(started, org, given.how)
    await started.store.append(org, meeting())
    await started.checkpointNow(org)
    await changeAgain(started, org, 'rotated')
    await started.store.append(org, meeting())
    await started.checkpointNow(org)
  } finally {
    await started.close()
  }
  expect(
    readdirSync(fixture.keysDir)
      .filter((name) => name.startsWith(publicId) && name.endsWith('.skey'))
      .sort(),
  ).toEqual([`${publicId}.log.skey`, `${publicId}.receipt.skey`])
  expect(await faultsOf(org)).toEqual([])
})

async function changeAgain(
  { store }: Pick<StoreFixture, 'store'>,
  org: number,
  how: KeyChangeKind,
): Promise<void> {
  await store.changeKeys(org, { how, reason: '再次更换', actor: 'cli:test', pack: null })
}

async function publicIdOf(org: number): Promise<string> {
  const all = await fixture.store.organisations()
  return all.find(({ id }) => id === org)?.publicId ?? ''
}

async function faultsOf(org: number): Promise<readonly string[]> {
  const reports = await fsckOnce(fixture, { organisations: [org] })
  return reports.flatMap((one) => one.faults).map((one) => one.text.en)
}

function runKilled(
  org: number,
  { how, at }: { readonly how: KeyChangeKind } & Pick<Step, 'at'>,
): Promise<string | number | null> {
  const { connection, keysDir } = fixture
  const task = JSON.stringify({ connection, keysDir, org, how, at })
  const child = spawn(process.execPath, [script, task], { stdio: ['ignore', 'inherit', 'inherit'] })
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)))
}
