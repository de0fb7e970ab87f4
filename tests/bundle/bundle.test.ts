import { execFile, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { layOut as layData } from '../kept/data-archive.ts'
import { goldenOf, keptFolders, keptNames } from '../kept/kept-folder.ts'

const place = mkdtempSync(join(tmpdir(), 'taizhang-bundle-'))
const root = join(import.meta.dirname, '../..')
const platform = `${process.platform}-${process.arch}`

// A namespace without any network but its own loopback; in a container it may be forbidden.
const asRoot = process.getuid?.() === 0 ? [] : ['--map-root-user']
const noNetwork = [...asRoot, '--net', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh']
const cut = spawnSync('unshare', [...noNetwork, 'true']).status === 0

const kept = keptFolders().find(({ path }) => goldenOf(path).postgres === 18)
const isSkipped = !platform.startsWith('linux-') || kept === undefined

interface Seen {
  readonly reachable: boolean
  readonly served: Served
  readonly fsck: string
  readonly verdict: string
  readonly upgraded: Served & { readonly current: string }
  readonly after: string
  readonly older: string | null
  readonly refused: string | null
  readonly back: Served & {
    readonly current: string
    readonly units: string
    readonly fsck: string
  }
  readonly paper: string
}

interface Served {
  readonly health: { readonly ready: boolean }
  readonly parts: readonly string[]
  readonly statuses: readonly number[]
}

let seen: Seen

beforeAll(async () => {
  if (isSkipped || kept === undefined) return
  // PostgreSQL runs as another user where the tests run as root, and must get through.
  chmodSync(place, 0o711)
  const data = join(place, 'var/data')
  mkdirSync(data, { recursive: true })
  layData(readFileSync(join(kept.path, keptNames.data)), data)
  const bundle = await laidOut()
  const script = join(import.meta.dirname, 'without-network.mjs')
  const report = join(kept.path, 'report-2024.docx')
  const told = [join(bundle, 'node/bin/node'), script, bundle, place, report]
  const [file = '', ...args] = cut ? ['unshare', ...noNetwork, ...told] : told
  // Nothing of this environment may help: neither a database nor a folder that is named here.
  const env = { PATH: process.env['PATH'], HOME: place }
  const { stdout } = await promisify(execFile)(file, args, { env, maxBuffer: 2 ** 26 })
  seen = JSON.parse(stdout) as Seen
}, 600_000)

afterAll(() => rmSync(place, { recursive: true, force: true }))

/** The folder that `npm run bundle` packs, with the Node.js that runs this test. */
async function laidOut(): Promise<string> {
  const { layOut } = (await import(join(root, 'scripts/bundle/lay-out.mjs'))) as {
    layOut: (wanted: object) => string
  }
  return layOut({ platform, out: place, node: process.execPath })
}

describe.skipIf(isSkipped)('a bundle (skipped without Linux, or a kept folder of 18)', () => {
  test('serves what an earlier version left', () => {
    expect(seen.served.health.ready).toBe(true)
    expect(seen.served.parts.length).toBeGreaterThan(2)
    expect(new Set(seen.served.statuses)).toEqual(new Set([200]))
    expect(seen.served.parts.filter((part) => /^(https?:)?\/\//.test(part))).toEqual([])
    expect(seen.fsck).toContain('海棠市档案馆')
    expect(seen.verdict).not.toBe('')
    expect(readFileSync(seen.paper).subarray(0, 5).toString()).toBe('%PDF-')
  })

  test('starts the program with what it is told about memory', async () => {
    const told = (await import(join(root, 'scripts/allocator.mjs'))) as {
      allocator: { readonly GLIBC_TUNABLES: string }
    }
    const [bundle = ''] = readdirSync(place).filter((name) => name.endsWith(platform))
    const script = readFileSync(join(place, bundle, 'taizhang'), 'utf8')
    expect(script).toContain(told.allocator.GLIBC_TUNABLES)
  })

  test.skipIf(!cut)('needs no network for it (skipped without unshare)', () => {
    expect(seen.reachable).toBe(false)
  })

  test('is upgraded and taken back, and nothing is thrown away', () => {
    expect(seen.upgraded).toMatchObject({ current: '0.1.1', health: { ready: true } })
    expect(seen.after).toContain('后来设立的单位')
    expect(seen.older).toContain('--back')
    expect(seen.refused).toContain('--reason')
    expect(seen.back).toMatchObject({ current: '0.1.0', health: { ready: true } })
    expect(seen.back.units).toContain('海棠市档案馆')
    expect(seen.back.units).not.toContain('后来设立的单位')
    expect(seen.back.fsck).toContain('海棠市档案馆')
  })
})
