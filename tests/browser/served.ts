import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const project = join(import.meta.dirname, '../..')
// Just short of what a hook may take: the machine may have other work to do.
const startWithinMs = 170_000
const stopWithinMs = 15_000

/** The program as somebody starts it, with a data folder that goes away afterwards. */
export interface Served {
  readonly address: string
  /** The one-time link of the first start. */
  readonly link: string
  stop(): Promise<void>
}

/**
 * Starts `taizhang serve` on a free port and waits for its one-time link. Its clock starts at
 * `moment`; absent: it is that of the tests.
 */
export async function serve(moment?: string): Promise<Served> {
  const data = mkdtempSync(join(tmpdir(), 'taizhang-walk-'))
  const port = await freePort()
  const args = ['bin/taizhang.mjs', 'serve', '--port', String(port), '--data', data]
  const { DATABASE_URL: _elsewhere, ...own } = process.env
  const env = moment === undefined ? own : { ...own, ...clockFrom(moment) }
  const child = spawn(process.execPath, args, { cwd: project, env, stdio: 'pipe' })
  try {
    const link = await firstLink(child)
    const address = link.slice(0, link.indexOf('/welcome'))
    return { address, link, stop: () => stop(child, data) }
  } catch (error) {
    await stop(child, data)
    throw error
  }
}

/** What lets a process live from a moment on. */
function clockFrom(moment: string): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: given = '', TAIZHANG_CLOCK_SHIFT: shifted = '0' } = process.env
  // The clock of this process may be shifted already.
  const shift = Date.parse(moment) - Date.now() + Number(shifted)
  const load = `--import=${new URL('../shift-clock.mjs', import.meta.url).href}`
  return {
    TAIZHANG_CLOCK_SHIFT: String(shift),
    NODE_OPTIONS: given.includes(load) ? given : `${given} ${load}`.trim(),
  }
}

function firstLink(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const timer = setTimeout(
      () => reject(new Error(`no link was printed:\n${said}`)),
      startWithinMs,
    )
    const listen = (chunk: Buffer) => {
      said += chunk.toString('utf8')
      const link = /http\S+\/welcome#\S+(?=\s)/.exec(said)?.[0]
      if (link === undefined) return
      clearTimeout(timer)
      resolve(link)
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
    })
    child.once('exit', (code) => {
      clearTimeout(timer)
      reject(new Error(`the server ended with ${code}:\n${said}`))
    })
  })
}

async function stop(child: ChildProcess, data: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), stopWithinMs)
    await gone
    clearTimeout(timer)
  }
  rmSync(data, { recursive: true, force: true })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
