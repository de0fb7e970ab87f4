import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { extname, join } from 'node:path'
import { expect, test } from 'vitest'
import { judgeUpload } from '../../src/adapters/blobs/upload-gate.ts'
import { Refusal } from '../../src/ledger/fault.ts'

// Files that broke other programs, gathered beside the clone; not part of it.
const shelf = join(import.meta.dirname, '../../../shared/badfiles')
const withinMs = 10_000

const files = (folder: string): string[] =>
  readdirSync(join(shelf, folder)).filter((name) => /\.(docx|xlsx|zip)$/.test(name))

async function judged(folder: string, name: string): Promise<string> {
  const bytes = readFileSync(join(shelf, folder, name))
  // A broken archive comes as what it would pretend to be.
  const asked = extname(name) === '.zip' ? 'x.docx' : name
  const began = performance.now()
  try {
    const { type } = await judgeUpload({ name: asked, bytes })
    return type
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.faults[0]?.code ?? ''
  } finally {
    expect(performance.now() - began, name).toBeLessThan(withinMs)
  }
}

test.runIf(existsSync(shelf))(
  'a broken archive is refused with a sentence (skipped without ../shared)',
  async () => {
    for (const name of files('zip')) expect(await judged('zip', name), name).toMatch(/^file\./)
  },
)

test.runIf(existsSync(shelf))(
  'a malformed document is taken or refused by name, never more (skipped without ../shared)',
  async () => {
    for (const name of files('ooxml')) {
      expect(await judged('ooxml', name), name).toMatch(/^(file\.|application\/)/)
    }
  },
)

test.runIf(existsSync(shelf))(
  'valid documents are taken, but for what they would fetch from outside (skipped without ../shared)',
  async () => {
    const refused: string[] = []
    for (const name of files('valid')) {
      const told = await judged('valid', name)
      if (told.startsWith('file.')) refused.push(`${name} ${told}`)
    }
    // Six of these fetch a template or a workbook from elsewhere when they are opened.
    const honest = refused.filter((one) => !/file\.(unsafe|secret)$/.test(one))
    expect(honest).toEqual([])
    expect(refused.length, refused.join('\n')).toBeLessThanOrEqual(files('valid').length * 0.12)
  },
)
