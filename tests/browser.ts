import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'

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

/**
 * Opens a headless Chromium: the one of the system if it runs, else the one inside the npm package
 * @sparticuz/chromium, unpacked once into tests/.browser. The caller closes it.
 */
export async function launchBrowser({
  packaged = false,
}: {
  /** Passes over the browser of the system. */
  packaged?: boolean
} = {}): Promise<Browser> {
  for (const executablePath of packaged ? [] : systemBrowsers.filter((path) => existsSync(path))) {
    try {
      return await chromium.launch({ executablePath, args })
    } catch {
      // Some systems have a stub there that only asks to install the real one.
    }
  }
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
