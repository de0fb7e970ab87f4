import { execFileSync } from 'node:child_process'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

/**
 * The most that a heap holds beyond what lives, while things that lived a while go. In a process of
 * its own: what V8 is told holds for a whole process, and these tests share one.
 */
const program = `
import { boundHeap } from './bound-heap.ts'
if (process.argv[1] === 'bound') boundHeap()
const places = 300_000
const thing = (nth: number) => ({ numbers: new Array(32).fill(nth) })
const ring = Array.from({ length: places }, (_, nth) => thing(nth))
globalThis.gc()
const live = process.memoryUsage().heapUsed
let most = live
for (let nth = 0; nth < 10 * places; nth += 1) {
  ring[nth % places] = thing(nth)
  if (nth % 10_000 === 0) most = Math.max(most, process.memoryUsage().heapUsed)
}
process.stdout.write(JSON.stringify({ garbage: most - live, live, kept: ring.length }))
`
const youngBytes = 64 * 2 ** 20

test('a heap holds little more garbage than six tenths of what lives in it', async () => {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: import.meta.dirname, loader: 'ts' },
    ...{ bundle: true, write: false, format: 'esm', platform: 'node' },
  })
  const args = ['--expose-gc', '--input-type=module', '-e', outputFiles[0]?.text ?? '', 'bound']
  const told = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as {
    readonly garbage: number
    readonly live: number
  }
  expect(told.garbage).toBeLessThan(told.live * 0.6 + youngBytes)
})
