import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { unbundled } from '../build.mjs'
import { root } from '../root.mjs'

/** Every package of package-lock.json, by its folder below the project, as `node_modules/…`. */
export function lockedPackages() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  return new Map(Object.entries(packages).filter(([at]) => at !== ''))
}

/**
 * What has to lie beside the program on `platform` ({ os, cpu }, with glibc on Linux): the packages
 * that are not bundled into it, and what they ask for.
 * @returns {{ at: string, name: string, version: string, integrity: string }[]}
 */
export function packagesFor(platform) {
  const locked = lockedPackages()
  const wanted = new Set()
  const add = (at) => {
    const entry = locked.get(at)
    if (entry === undefined || wanted.has(at) || !runsOn(entry, platform)) return
    wanted.add(at)
    const asked = { ...entry.dependencies, ...entry.optionalDependencies }
    for (const name of Object.keys(asked)) add(`node_modules/${name}`)
  }
  for (const at of locked.keys()) if (isUnbundled(nameOf(at))) add(at)
  return [...wanted].map((at) => {
    const { version, integrity } = locked.get(at)
    return { at, name: nameOf(at), version, integrity }
  })
}

function isUnbundled(name) {
  return unbundled.some((one) =>
    one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : name === one,
  )
}

function runsOn({ os, cpu, libc }, platform) {
  const takes = (list, value) => list === undefined || list.includes(value)
  return takes(os, platform.os) && takes(cpu, platform.cpu) && takes(libc, 'glibc')
}

function nameOf(at) {
  return at.slice(at.lastIndexOf('node_modules/') + 'node_modules/'.length)
}
