import type { ChildProcess } from 'node:child_process'
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { madeOnce } from '../made-once.ts'

const project = join(import.meta.dirname, '../..')
// Just short of what a hook may take: the machine may have other work to do.
const startWithinMs = 170_000
const stopWithinMs = 50_000

/** The program as somebody starts it. */
export interface Served {
  readonly address: string
  stop(): Promise<void>
}

/** One that nobody has set up yet. */
export interface FirstServed extends Served {
  /** The one-time link of the first start. */
  readonly link: string
}

/**
 * Starts `taizhang serve` on a free port, in a copy of the data folder that a first start leaves.
 * With a `moment` from which its clock goes on it is the first start itself.
 */
export async function serve(moment?: string): Promise<FirstServed> {
  const left = moment === undefined ? await madeOnce('first-start', startOnce) : null
  return passing(left, (data) => serveIn(data, moment))
}

/** Starts it in a copy of a data folder in which a unit has been set up. */
export function serveCopy(folder: string): Promise<Served> {
  return passing(folder, async (data) => {
    const { said: address, stop } = await start(data, { says: /http\S+(?=\s)/ })
    return { address, stop }
  })
}

/** Starts it in a data folder where nobody has set up a unit; what it writes there stays. */
export async function serveIn(data: string, moment?: string): Promise<FirstServed> {
  const { said: link, stop } = await start(data, { says: /http\S+\/welcome#\S+(?=\s)/, moment })
  return { address: link.slice(0, link.indexOf('/welcome')), link, stop }
}

async function startOnce(data: string): Promise<void> {
  const first = await serveIn(data)
  await first.stop()
}

/** In a data folder that goes away when the server stops; as `left`, owners of files included. */
async function passing<T extends Served>(
  left: string | null,
  serveThere: (data: string) => Promise<T>,
): Promise<T> {
  const data = mkdtempSync(join(tmpdir(), 'taizhang-walk-'))
  const remove = () => rmSync(data, { recursive: true, force: true })
  try {
    if (left !== null) execFileSync('cp', ['-a', `${left}/.`, data])
    const served = await serveThere(data)
    return { ...served, stop: () => served.stop().finally(remove) }
  } catch (error) {
    remove()
    throw error
  }
}

/** Starts the program and waits until it `says` something. */
async function start(
  data: string,
  { says, moment }: { readonly says: RegExp; readonly moment?: string | undefined },
): Promise<{ readonly said: string; stop(): Promise<void> }> {
  const args = ['bin/taizhang.mjs', 'serve', '--port', '0', '--data', data]
  const { DATABASE_URL: _elsewhere, ...own } = process.env
  const env = moment === undefined ? own : { ...own, ...clockFrom(moment) }
  const child = spawn(process.execPath, args, { cwd: project, env, stdio: 'pipe' })
  try {
    return { said: await untilSaid(child, says), stop: () => stop(child) }
  } catch (error) {
    await stop(child)
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

function untilSaid(child: ChildProcess, says: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const timer = setTimeout(
      () => reject(new Error(`it did not say ${says}:\n${said}`)),
      startWithinMs,
    )
    const listen = (chunk: Buffer) => {
      said += chunk.toString('utf8')
      const [found] = says.exec(said) ?? []
      if (found === undefined) return
      clearTimeout(timer)
      resolve(found)
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

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), stopWithinMs)
  await gone
  clearTimeout(timer)
}
