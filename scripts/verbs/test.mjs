import { join } from 'node:path'
import { follow } from '../follow.mjs'
import { prepare } from '../prepare.mjs'
import { root } from '../root.mjs'

/** Runs the tests; arguments go to vitest. */
export async function run(args) {
  await prepare({ page: true })
  const env = { ...process.env, NODE_ENV: 'test' }
  return follow(join(root, 'node_modules/vitest/vitest.mjs'), ['run', ...args], { env })
}
