import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../root.mjs'

/**
 * What package-lock.json names for running on `platform` ({ os, cpu }, with glibc on Linux), without
 * what is needed to build and to test only.
 * @returns {{ at: string, name: string, version: string, integrity: string }[]} `at` is the folder
 *   below the project, as `node_modules/…`
 */
export function packagesFor(platform) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  return Object.entries(packages)
    .filter(([at, { dev }]) => at !== '' && dev !== true)
    .filter(([, entry]) => runsOn(entry, platform))
    .map(([at, { version, integrity }]) => ({ at, name: nameOf(at), version, integrity }))
}

function runsOn({ os, cpu, libc }, platform) {
  const takes = (list, value) => list === undefined || list.includes(value)
  return takes(os, platform.os) && takes(cpu, platform.cpu) && takes(libc, 'glibc')
}

function nameOf(at) {
  return at.slice(at.lastIndexOf('node_modules/') + 'node_modules/'.length)
}
