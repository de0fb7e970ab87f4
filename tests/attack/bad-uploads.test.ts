import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { judgeUpload } from '../../src/adapters/blobs/judge-upload.ts'
import type { SpawnedReaders } from '../../src/adapters/outside/spawn-readers.ts'
import { spawnReaders } from '../../src/adapters/outside/spawn-readers.ts'
import { Refusal } from '../../src/ledger/fault.ts'
import type { Register } from '../../src/ledger/register/register.ts'
import { readTable } from '../../src/ledger/sheet/read-table.ts'
import { finished } from '../finished.ts'
import { bundles, worker } from '../outside/bundles.ts'
import { governancePack } from '../pack/own-packs.ts'
import { processorTime } from '../processor-time.ts'

// Files that broke other programs, gathered beside the clone; not part of it.
const shelf = join(import.meta.dirname, '../../../shared/badfiles')
const withinMs = 10_000

const files = (folder: string): string[] =>
  readdirSync(join(shelf, folder)).filter((name) => /\.(docx|xlsx|zip)$/.test(name))

async function judged(folder: string, name: string): Promise<string> {
  const bytes = readFileSync(join(shelf, folder, name))
  // A broken archive comes as what it would pretend to be.
  const asked = extname(name) === '.zip' ? 'x.docx' : name
  const spentMs = processorTime()
  try {
    const { type } = await judgeUpload({ name: asked, bytes })
    return type
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.faults[0]?.code ?? ''
  } finally {
    expect(spentMs(), name).toBeLessThan(withinMs)
  }
}

describe.skipIf(!existsSync(shelf))('bad files (skipped without ../shared/badfiles)', () => {
  test('a broken archive is refused with a sentence', async () => {
    for (const name of files('zip')) expect(await judged('zip', name), name).toMatch(/^file\./)
  })

  test('a malformed document is taken or refused by name, never more', async () => {
    for (const name of files('ooxml')) {
      expect(await judged('ooxml', name), name).toMatch(/^(file\.|application\/)/)
    }
  })

  test('valid documents are taken', async () => {
    const refused: string[] = []
    for (const name of files('valid')) {
      const found = await judged('valid', name)
      if (found.startsWith('file.')) refused.push(`${name} ${found}`)
    }
    // One has a link that runs a script.
    expect(refused.length, refused.join('\n')).toBeLessThanOrEqual(files('valid').length * 0.02)
  })
})

describe.skipIf(!existsSync(shelf))(
  'read as a report and imported as a sheet (skipped without ../shared/badfiles)',
  () => {
    const made = bundles('bad-files')
    const open: SpawnedReaders[] = []
    let honour: Register

    beforeAll(async () => {
      open.push(spawnReaders(await made.script('worker', worker)))
      const register = (await governancePack()).registers.get('honour')
      if (register === undefined) throw new Error('the pack has no honours')
      honour = register
    })

    afterAll(() => {
      for (const one of open) one.close()
      made.remove()
    })

    async function comesTo(folder: string, name: string): Promise<string> {
      const bytes = readFileSync(join(shelf, folder, name))
      const [outside] = open
      try {
        if (extname(name) !== '.xlsx') await outside?.read('report', bytes, null)
        else {
          const sheet = await outside?.read('sheet', bytes, null)
          if (sheet === undefined) throw new Error('nobody read it')
          finished(readTable(sheet, honour, { lists: new Map(), today: '2026-01-01' }))
        }
        return 'read'
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        return error.faults[0]?.code ?? ''
      }
    }

    test.each(['zip', 'ooxml'])(
      '%s: each is read or refused, and never as too costly',
      async (folder) => {
        for (const name of files(folder)) {
          const found = await comesTo(folder, name)
          expect(found, name).toMatch(/^(read$|file\.|sheet\.)/)
          expect(found, name).not.toMatch(/too-costly|unreadable/)
        }
      },
    )

    test('valid: each is read, but for what protects itself', async () => {
      const refused: string[] = []
      for (const name of files('valid')) {
        const found = await comesTo('valid', name)
        if (found !== 'read') refused.push(`${name} ${found}`)
      }
      expect(refused).toEqual([])
    })
  },
)
