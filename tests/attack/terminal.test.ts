import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Document, Packer, Paragraph } from 'docx'
import { afterAll, beforeAll, expect, test } from 'vitest'

// Somebody sends a file whose words would wipe the screen of whoever looks at it in a terminal, and
// say that all holds.

const taizhang = fileURLToPath(new URL('../../bin/taizhang.mjs', import.meta.url))
// Said by one mark, which a Word file can hold and a terminal of UTF-8 obeys; and turned around.
const [wipe, turn] = ['\u009b2J', '\u202e']
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const steering = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'taizhang-terminal-'))
  // Built first, once.
  await promisify(execFile)(process.execPath, [taizhang, '--version'])
})

afterAll(() => rmSync(folder, { recursive: true }))

test('the words of a file that is read steer no terminal, nor does its name', async () => {
  const words = [`一、工作情况${wipe}${turn}`, '馆党组会研究全面从严治党工作12次。']
  const children = words.map((one) => new Paragraph(one))
  const document = new Document({ sections: [{ children }] })
  const file = join(folder, 'report.docx')
  writeFileSync(file, await Packer.toBuffer(document))
  for (const path of [file, join(folder, `no${wipe}${turn}\u001b[2J.docx`)]) {
    const args = [taizhang, 'check', path, '--json']
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    expect(stdout + stderr).toContain('2J')
    expect(stdout + stderr).not.toMatch(steering)
  }
})
