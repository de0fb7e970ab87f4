import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'

const folder = join(root, 'docs/derived')

/**
 * Derives docs/derived again and lists each file that changed, appeared or went away.
 * Compared with what lay there, not with git: uncommitted but fresh is fresh.
 */
export async function derivedDrift(runProgram) {
  if (!existsSync(folder)) return []
  const before = contents()
  const main = join(root, 'dist/main.mjs')
  const { ok, output } = await runProgram(process.execPath, [main, 'derive'])
  if (!ok) throw new Error(`taizhang derive failed: ${output}`)
  const after = contents()
  const names = new Set([...before.keys(), ...after.keys()])
  return [...names].filter((name) => before.get(name) !== after.get(name)).sort()
}

function contents() {
  const found = new Map()
  for (const name of readdirSync(folder, { recursive: true })) {
    const path = join(folder, String(name))
    if (statSync(path).isFile()) found.set(String(name), readFileSync(path, 'utf8'))
  }
  return found
}
