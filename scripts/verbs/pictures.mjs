import { join } from 'node:path'
import { root } from '../root.mjs'
import { run as runTests } from './test.mjs'

/** Draws the pictures of README and docs/tour.md from the demo. */
export async function run() {
  process.env['TAIZHANG_BROWSER'] ??= 'system'
  process.env['TAIZHANG_PICTURES'] = join(root, 'docs/images')
  return runTests(['tests/browser/pictures.test.ts'])
}
