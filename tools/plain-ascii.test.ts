import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { wholeBuild } from '../scripts/build.mjs'

const program = `
const year = '年'
// 注释里的字
const said = [
  '第 2 季度 🀄',
  \`\${year}度\`,
  String.raw\`\\n #let 黑体 = "\${year}\\u5e74" 🀄\`,
  String.raw\`
    （一）\\\`二\\\`\`,
  '２０２６年3月５日 🀄'.replace(/[０-９]|月(?<数>\\S)日/gu, '<$<数>>'),
  /^[^🀄]年?$/u.test('🀅年'),
]
process.stdout.write(JSON.stringify(said))
`

const root = join(import.meta.dirname, '..')
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'taizhang-ascii-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

test('what a server runs from is plain ASCII, and says what its source says', async () => {
  const [source, plain] = [join(folder, 'program.ts'), join(folder, 'program.mjs')]
  const asWritten = join(folder, 'as-written.mjs')
  writeFileSync(source, program)
  // The program is JavaScript too.
  writeFileSync(asWritten, program)
  await build(wholeBuild(source, relative(root, plain), 'test'))
  expect(readFileSync(plain, 'utf8')).not.toMatch(/[^\0-\x7f]/)
  const said = (file: string) => execFileSync(process.execPath, [file], { encoding: 'utf8' })
  expect(said(plain)).toBe(said(asWritten))
})
