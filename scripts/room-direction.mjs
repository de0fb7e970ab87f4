import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './root.mjs'

/**
 * Compares every import under `folder`/src with the rules in .dependency-cruiser.cjs.
 * @returns how many files were read, and each violation as "file → import (rule)"
 */
export function roomDirection(folder) {
  const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const config = join(root, '.dependency-cruiser.cjs')
  const done = spawnSync(
    process.execPath,
    [cruiser, '--config', config, '--output-type', 'json', 'src'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  )
  if (!done.stdout.startsWith('{')) throw new Error(`dependency-cruiser failed: ${done.stderr}`)
  const { totalCruised, violations } = JSON.parse(done.stdout).summary
  return {
    files: totalCruised,
    violations: violations.map(({ from, to, rule }) => `${from} → ${to} (${rule.name})`),
  }
}
