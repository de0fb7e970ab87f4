import { readFileSync } from 'node:fs'
import { join } from 'node:path'

// The Node.js that a bundle brings, as npm carries it: the builds of nodejs.org, for glibc 2.28.
const pinned = JSON.parse(readFileSync(join(import.meta.dirname, 'node.json'), 'utf8'))

/** What a bundle can be made for. */
export const platforms = {
  'linux-x64': { os: 'linux', cpu: 'x64' },
  'linux-arm64': { os: 'linux', cpu: 'arm64' },
}

/** The package of Node.js for one of `platforms`. */
export function nodeFor(platform) {
  const { version, integrity } = pinned
  return { name: `node-${platform}`, version, integrity: integrity[platform] }
}
