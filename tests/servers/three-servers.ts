import type { ChildProcess } from 'node:child_process'
import { execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { ClientConfig } from 'pg'
import { startEmbedded } from '../../src/adapters/embedded/embedded.ts'
import type { Browser } from '../api/serving.ts'
import { browserOn, goodPassword } from '../api/serving.ts'
import { urlOf } from '../databases.ts'
import type { SmallProxy } from './small-proxy.ts'
import { smallProxy } from './small-proxy.ts'

const project = join(import.meta.dirname, '../..')
const program = join(project, 'dist/main.mjs')
const run = promisify(execFile)

/** A process of the program. */
export interface Started {
  readonly child: ChildProcess
  /** All that it has printed so far. */
  readonly said: () => string
  readonly address: string
}

/** Three servers of one database, each with a data folder of its own, and what stands beside them. */
export interface ThreeServers {
  readonly home: string
  /** The way to their database, as its owner. */
  readonly database: ClientConfig
  /** What each of them is started with. */
  readonly env: NodeJS.ProcessEnv
  /** One that was started again stands in the place of the one before. */
  readonly servers: readonly Started[]
  readonly proxy: SmallProxy
  readonly signer: { kill(): Promise<void>; startAgain(): Promise<void> }
  /** Data folder of a server. */
  folder(nth: number): string
  /** Kills a server as a power cut would. */
  kill(nth: number): Promise<void>
  startAgain(nth: number): Promise<void>
  /** Starts again whichever of them was killed. */
  startMissing(): Promise<void>
  /** Starts a further process on a data folder of this name below `home`. */
  start(command: readonly string[], folder: string, around?: NodeJS.ProcessEnv): Promise<Started>
  /** Runs a command on the data folder of the first server. */
  command(...args: readonly string[]): Promise<{ readonly stdout: string; readonly stderr: string }>
  /** Ends all that was started here. */
  close(): Promise<void>
}

/** Starts them, with database, signer and proxy; `places`: where attachments and copies lie. */
export async function threeServers(
  places: (home: string) => NodeJS.ProcessEnv,
): Promise<ThreeServers> {
  // Builds the program if it is not there yet.
  await run(process.execPath, [join(project, 'bin/taizhang.mjs'), '--version'])
  const home = mkdtempSync(join(tmpdir(), 'taizhang-servers-'))
  mkdirSync(join(home, 'database'))
  // One that keeps what it has answered: on that of the other tests no server starts.
  const database = await startEmbedded({ home: join(home, 'database') })
  const around = { ...process.env, ...places(home), DATABASE_URL: urlOf(database.connection) }
  const listen = `unix:${join(home, 'signer.sock')}`
  const env = { ...around, SIGNER_URL: listen }
  const started: Started[] = []
  const start: ThreeServers['start'] = async (command, folder, own = env) => {
    const one = await startProgram(command, { data: join(home, folder), env: own })
    started.push(one)
    return one
  }
  const close = async () => {
    await Promise.all(started.map((one) => stop(one, 'SIGTERM')))
    await database.stop()
    rmSync(home, { recursive: true, force: true })
  }
  const startSigner = () => start(['signer', '--listen', listen], 'keys', around)
  const serve = (nth: number) => start(['serve', '--port', '0'], `server-${nth}`)
  try {
    let signer = await startSigner()
    const servers = [await serve(0), await serve(1), await serve(2)]
    const proxy = await smallProxy(() => servers.map(({ address }) => address))
    const startAgain = async (nth: number) => {
      servers[nth] = await serve(nth)
    }
    return {
      ...{ home, env, servers, proxy, start, startAgain },
      database: database.connection,
      signer: {
        kill: () => stop(signer, 'SIGKILL'),
        startAgain: async () => {
          signer = await startSigner()
        },
      },
      folder: (nth) => join(home, `server-${nth}`),
      kill: (nth) => stop(servers[nth], 'SIGKILL'),
      startMissing: async () => {
        for (const [nth, one] of servers.entries()) if (!isThere(one)) await startAgain(nth)
      },
      command: (...args) =>
        run(process.execPath, [program, ...args, '--data', join(home, 'server-0')], { env }),
      close: async () => {
        await proxy.close()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Starts the program on a data folder, and waits for its first line. */
function startProgram(
  command: readonly string[],
  { data, env }: { readonly data: string; readonly env: NodeJS.ProcessEnv },
): Promise<Started> {
  const args = [program, ...command, '--data', data]
  const child = spawn(process.execPath, args, { cwd: project, env, stdio: 'pipe' })
  let said = ''
  return new Promise((resolve, reject) => {
    const listen = (bytes: Buffer): void => {
      said += String(bytes)
      const [, address] = /(?:Taizhang|Signer) {2}(\S+)\n/.exec(said) ?? []
      if (address !== undefined) resolve({ child, said: () => said, address })
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('exit', (code) => reject(new Error(`${command[0]} ended with ${code}: ${said}`)))
  })
}

function isThere({ child }: Started): boolean {
  return child.exitCode === null && child.signalCode === null
}

/** Ends a process, unless it has ended. */
export async function stop(one: Started | undefined, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (one === undefined) throw new Error('no such process')
  const { child } = one
  if (!isThere(one)) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await gone
}

/**
 * Somebody who is signed in: each request goes to the next server that is there, or to the one
 * that is named.
 */
export interface Person extends Browser {
  /** The same person at one of the servers. */
  on(nth: number): Browser
}

/** A browser of its own, with cookies that hold on every server. */
export function personAt(servers: () => readonly Started[]): Person {
  let turn = 0
  let chosen: number | null = null
  const browser = browserOn(async (asked) => {
    const all = chosen === null ? servers().filter(isThere) : servers()
    const { address = '' } = all[(chosen ?? turn++) % all.length] ?? {}
    chosen = null
    const { pathname, search } = new URL(asked.url)
    const headers = new Headers(asked.headers)
    headers.set('origin', address)
    headers.delete('host')
    const { method } = asked
    const body = asked.body === null ? null : await asked.arrayBuffer()
    return fetch(`${address}${pathname}${search}`, { method, headers, body })
  })
  return {
    ...browser,
    on: (nth) => ({
      ask: (...asked) => {
        chosen = nth
        return browser.ask(...asked)
      },
    }),
  }
}

/** Sets the first unit up by the link that a server printed, and signs its founder in. */
export async function foundBy(founder: Person, { said }: Started, unit: string): Promise<void> {
  const linkIn = () => /welcome#(\S+)\s/.exec(said())?.[1]
  while (linkIn() === undefined) await new Promise((resolve) => setTimeout(resolve, 100))
  const made = await founder.ask('POST', '/api/v1/setup', {
    body: {
      link: linkIn(),
      unit,
      zone: 'Asia/Shanghai',
      start: '2000-01-01',
      person: '张三',
      username: '张三',
      password: goodPassword,
    },
  })
  if (made.status !== 201) throw new Error(JSON.stringify(made.body))
}
