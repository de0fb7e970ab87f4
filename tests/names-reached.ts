import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'

/** Names of a source file and of all that runs with it: what it imports, what that imports … */
export function namesReached(file: URL): readonly string[] {
  return [...filesReached(file, new Set())].map((href) => basename(href, '.ts'))
}

function filesReached(from: URL, seen: Set<string>): ReadonlySet<string> {
  if (seen.has(from.href)) return seen
  seen.add(from.href)
  const imports = /^(?:import|export) (?!type ).*?from '(\.[^']+)'/gms
  for (const [, path] of readFileSync(from, 'utf8').matchAll(imports)) {
    const next = new URL(path ?? '', from)
    if (existsSync(next)) filesReached(next, seen)
  }
  return seen
}
