import { gzipSync } from 'node:zlib'
import type { Rollup } from 'vite'
import { build } from 'vite'
import { beforeAll, expect, test, vi } from 'vitest'

/** What somebody fetches before the year is drawn, packed as a server packs it. */
const firstPageBytesMax = 250_000
/** The document of the page, and the place that opens first. */
const firstFiles = ['src/web/index.html', 'src/web/year/year-page.tsx']

type Built = ReadonlyMap<string, Rollup.OutputChunk | Rollup.OutputAsset>

let built: Built

beforeAll(async () => {
  vi.stubEnv('NODE_ENV', 'production')
  const answer = (await build({ logLevel: 'silent', build: { write: false } })) as
    | Rollup.RollupOutput
    | Rollup.RollupOutput[]
  const outputs = Array.isArray(answer) ? answer : [answer]
  built = new Map(outputs.flatMap(({ output }) => output.map((one) => [one.fileName, one])))
})

test('the first page weighs at most 250 kB packed', () => {
  const files = fetchedFirst(built)
  expect(files.length).toBeGreaterThan(3)
  const bytes = files.reduce((sum, file) => sum + packedBytes(file), 0)
  expect(bytes).toBeLessThanOrEqual(firstPageBytesMax)
})

test('the library of components is not among what the first page fetches, but of the whole', () => {
  const isLibrary = (id: string) => /node_modules\/(react-aria|react-stately)/.test(id)
  const chunks = [...built.values()].filter((one) => one.type === 'chunk')
  expect(chunks.some(({ moduleIds }) => moduleIds.some(isLibrary))).toBe(true)
  const first = fetchedFirst(built).filter((one) => one.type === 'chunk')
  expect(first.flatMap(({ moduleIds }) => moduleIds.filter(isLibrary))).toEqual([])
})

/** The entry and the page of the year, with what they import and the styles of both. */
function fetchedFirst(files: Built) {
  const found = new Set<string>()
  const add = (name: string) => {
    const file = files.get(name)
    if (file === undefined || found.has(name)) return
    found.add(name)
    if (file.type !== 'chunk') return
    file.viteMetadata?.importedCss.forEach(add)
    file.imports.forEach(add)
  }
  for (const file of files.values()) {
    if (file.type !== 'chunk') continue
    if (firstFiles.some((one) => file.facadeModuleId?.endsWith(one))) add(file.fileName)
  }
  return [...found].flatMap((name) => files.get(name) ?? [])
}

function packedBytes(file: Rollup.OutputChunk | Rollup.OutputAsset): number {
  return gzipSync(file.type === 'chunk' ? file.code : file.source).length
}
