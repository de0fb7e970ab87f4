import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileCheckOf } from '../../src/app/audit/check-attachments.ts'
import { fsck } from '../../src/app/audit/fsck.ts'
import type { Browser, Serving, Told } from '../api/serving.ts'
import { serveTest, setUp } from '../api/serving.ts'

const mount = (...args: string[]): boolean => spawnSync('mount', args).status === 0
const unmount = (at: string): boolean => spawnSync('umount', [at]).status === 0

/** A disk of its own for a folder; false where this machine lets nobody mount one. */
function smallDisk(at: string, size: string): boolean {
  mkdirSync(at, { recursive: true })
  return mount('-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', at)
}

function mayMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  const at = mkdtempSync(join(tmpdir(), 'taizhang-mount-'))
  const may = smallDisk(at, '64k') && unmount(at)
  rmSync(at, { recursive: true, force: true })
  return may
}

describe.skipIf(!mayMount())('a small disk (skipped without the right to mount one)', () => {
  let serving: Serving
  let clerk: Browser
  let files: string
  let backups: string

  beforeAll(async () => {
    serving = await serveTest()
    files = join(serving.data, 'files')
    backups = join(serving.data, 'backups')
    for (const at of [files, backups]) if (!smallDisk(at, '2m')) throw new Error(`no disk at ${at}`)
    ;({ browser: clerk } = await setUp(serving))
  })

  afterAll(async () => {
    for (const at of [files, backups]) unmount(at)
    await serving.close()
  })

  const upload = (kilobytes: number): Promise<Told> => {
    const file = Buffer.from(randomBytes(kilobytes * 768).toString('base64'))
    return clerk.ask('POST', '/api/v1/attachments?name=a.txt', { file })
  }

  async function sound(): Promise<void> {
    const { auditor, ports } = serving.opened
    const [report] = await fsck(
      { auditor, crypto: ports.crypto },
      { file: fileCheckOf(ports.blobs) },
    )
    expect(report?.faults).toEqual([])
    expect(serving.unforeseen).toEqual([])
  }

  const heldOn = '2026-05-06'
  const honour = () =>
    clerk.ask('POST', '/api/v1/registers/honour/records', {
      body: { values: { title: '先进集体', giver: '市局', awardedOn: heldOn }, reason: '补登' },
    })

  test('that is full refuses files with 507 and a sentence, keeps what it had, and goes on', async () => {
    const kept = await upload(400)
    expect(kept.status).toBe(201)
    const filler = join(files, 'filler')
    spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=64k'])
    const refused = await upload(400)
    expect([refused.status, refused.body.code]).toEqual([507, 'service.disk-full'])
    expect(JSON.stringify(refused.body)).not.toContain(serving.data)
    // What needs none of its space is done meanwhile, and nothing half written is left.
    expect((await honour()).status).toBe(201)
    const left = readdirSync(files, { recursive: true, encoding: 'utf8' })
    expect(left.filter((one) => !one.includes('.') && one.length > 60)).toHaveLength(1)
    await sound()
    rmSync(filler)
    expect((await upload(400)).status).toBe(201)
    expect(await serving.opened.ports.blobs.read(1, kept.body.sha256)).not.toBe('missing')
    await sound()
  })

  test('that can only be read refuses files with a sentence, and goes on afterwards', async () => {
    expect(mount('-o', 'remount,ro', files)).toBe(true)
    const refused = await upload(10)
    expect([refused.status, refused.body.code]).toEqual([503, 'service.read-only'])
    expect(mount('-o', 'remount,rw', files)).toBe(true)
    expect((await upload(10)).status).toBe(201)
    await sound()
  })

  test('that is full leaves no half copy, says so, and copies once there is space', async () => {
    const state = async () => (await clerk.ask('GET', '/api/v1/backups')).body
    const filler = join(backups, 'filler')
    spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=4k'])
    const copy = async () => {
      const begun = await clerk.ask('POST', '/api/v1/backups')
      expect([200, 422, 507], JSON.stringify(begun.body)).toContain(begun.status)
      await expect.poll(async () => (await state()).running).toBeNull()
      return state()
    }
    const failed = await copy()
    expect(failed.copies).toEqual([])
    expect(failed.failed?.zh).toContain('磁盘已满')
    expect(readdirSync(backups).filter((one) => !one.startsWith('filler'))).toEqual([])
    rmSync(filler)
    const made = await copy()
    expect(made.failed).toBeNull()
    expect(made.copies).toHaveLength(1)
    await sound()
  })
})
