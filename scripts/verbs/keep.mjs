import { join } from 'node:path'
import { serverBuild } from '../build.mjs'
import { follow } from '../follow.mjs'
import { prepare } from '../prepare.mjs'
import { root } from '../root.mjs'

/** Runs tests/kept/make-kept.ts: keeps what this version leaves behind, for every later one. */
export async function run(args) {
  await prepare({ page: true })
  const { build, stop } = await import('esbuild')
  await build(serverBuild('tests/kept/make-kept.ts', 'dist/make-kept.mjs'))
  await stop()
  return follow(join(root, 'dist/make-kept.mjs'), args)
}
