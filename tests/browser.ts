import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Browser } from 'playwright-core'
import { chromium } from 'playwright-core'

const systemBrowsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

// Root has no sandbox to give; a container's /dev/shm is too small for a page. Without a graphics
// card one is played by the processor, which costs more than drawing by it at once.
const args = [
  ...['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  '--font-render-hinting=none',
]

type Origin = 'packaged' | 'system'

/**
 * Opens a headless Chromium, which the caller closes: the one inside the npm package
 * @sparticuz/chromium, unpacked once into tests/.browser, else that of the system; the other way
 * round where that is `preferred` (for all: TAIZHANG_BROWSER=system). The packaged one is the same
 * for everybody and has no windows to keep: a walk takes a fifth less of the processor.
 */
export async function launchBrowser({
  preferred = process.env['TAIZHANG_BROWSER'] === 'system' ? 'system' : 'packaged',
}: {
  preferred?: Origin
} = {}): Promise<Browser> {
  const ways =
    preferred === 'packaged' ? [...packaged, ...ofSystem()] : [...ofSystem(), ...packaged]
  const faults: unknown[] = []
  for (const launch of ways) {
    try {
      return await launch()
    } catch (error) {
      // Some systems have a stub that only asks to install a browser.
      faults.push(error)
    }
  }
  throw new AggregateError(faults, 'no browser runs here')
}

type Launch = () => Promise<Browser>

function ofSystem(): readonly Launch[] {
  const paths = systemBrowsers.filter((path) => existsSync(path))
  return paths.map((executablePath) => () => chromium.launch({ executablePath, args }))
}

/** The package is for Linux alone, and for some of its processors. */
const packaged: readonly Launch[] = process.platform === 'linux' ? [launchPackaged] : []

async function launchPackaged(): Promise<Browser> {
  const home = await unpacked()
  const env = { ...process.env, LD_LIBRARY_PATH: join(home, 'al2023/lib') } as Record<
    string,
    string
  >
  if (!existsSync('/etc/fonts/fonts.conf')) env['FONTCONFIG_PATH'] = join(home, 'fonts')
  return chromium.launch({ executablePath: join(home, 'chromium'), args, env })
}

/** Unpacks the packaged browser with the libraries it needs beside it; once for each version. */
async function unpacked(): Promise<string> {
  const manifest = packageManifest()
  const home = join(import.meta.dirname, '.browser', manifest.version)
  if (existsSync(home)) return home
  const unfinished = `${home}.${process.pid}`
  mkdirSync(unfinished, { recursive: true })
  // The package unpacks into the temporary folder, and its libraries only where it believes to be
  // in the cloud it was made for; a process of its own keeps both beliefs out of ours.
  const env = { ...process.env, TMPDIR: unfinished, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' }
  const unpack = `import('@sparticuz/chromium').then(({ default: c }) => c.executablePath())`
  await promisify(execFile)(process.execPath, ['-e', unpack], { cwd: manifest.folder, env })
  try {
    renameSync(unfinished, home)
  } catch {
    // Another test file finished the same first.
    rmSync(unfinished, { recursive: true, force: true })
  }
  return home
}

function packageManifest(): { folder: string; version: string } {
  const inside = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  let folder = dirname(inside)
  while (!existsSync(join(folder, 'bin/chromium.br'))) {
    if (folder === dirname(folder)) throw new Error('@sparticuz/chromium holds no browser')
    folder = dirname(folder)
  }
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    version: string
  }
  return { folder, version }
}
