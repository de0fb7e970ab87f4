import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { serverBuild } from '../build.mjs'
import { follow } from '../follow.mjs'
import { prepare } from '../prepare.mjs'
import { PlainEnd, root } from '../root.mjs'

/** Runs bench/main.ts against a fresh build. */
export async function run(args) {
  await prepare({ page: true })
  if (!existsSync(join(root, 'bench/main.ts'))) throw new PlainEnd('bench/main.ts is missing')
  const { build, stop } = await import('esbuild')
  await build(serverBuild('bench/main.ts', 'dist/bench.mjs'))
  await stop()
  return follow(join(root, 'dist/bench.mjs'), args)
}
