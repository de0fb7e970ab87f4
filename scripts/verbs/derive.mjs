import { join } from 'node:path'
import { follow } from '../follow.mjs'
import { prepare } from '../prepare.mjs'
import { root } from '../root.mjs'

/** Writes docs/derived from the declarations. */
export async function run(args) {
  await prepare({ page: false })
  return follow(join(root, 'dist/main.mjs'), ['derive', ...args])
}
