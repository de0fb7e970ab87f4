import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { request } from 'node:http'
import { fileURLToPath } from 'node:url'
import type { ClientConfig } from 'pg'
import { urlOf } from '../tests/databases.ts'
import { ceilingToken } from './ceiling-server.ts'
import type { Target } from './load.ts'
import { whenStopped } from './when-stopped.ts'

const readyWithinMs = 60_000

/** A server in a process of its own. */
export interface SpawnedServer {
  readonly address: string
  readonly pid: number
  /** Milliseconds from the start of the process to the first good answer of /healthz. */
  readonly readyMs: number
  stop(): Promise<void>
}

/** Starts the built program on a data folder; beside another, on the database of that one. */
export async function spawnTaizhang(
  data: string,
  { profile, beside = null }: { profile: string | null; beside?: ClientConfig | null },
): Promise<SpawnedServer> {
  const main = fileURLToPath(new URL('./main.mjs', import.meta.url))
  const options = profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]
  const { DATABASE_URL: _elsewhere, ...around } = process.env
  const env = beside === null ? around : { ...around, DATABASE_URL: urlOf(beside) }
  const args = [...options, main, 'serve', '--port', '0', '--data', data]
  const began = performance.now()
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  whenStopped(() => ended(child))
  let said = ''
  const hear = (bytes: Buffer) => {
    said += bytes.toString()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  // Its own choice of a port, which no other process can have taken meanwhile.
  const printed = () => /Taizhang {2}(\S+)\n/.exec(said)?.[1]
  let address = printed()
  try {
    while (address === undefined || !(await answers(`${address}/healthz`))) {
      if (child.exitCode !== null || performance.now() - began > readyWithinMs) {
        throw new Error(`the server did not start:\n${said}`)
      }
      await new Promise((resolve) => setTimeout(resolve, 5))
      address = printed()
    }
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
  const readyMs = performance.now() - began
  return { address, pid: child.pid ?? 0, readyMs, stop: () => ended(child) }
}

/** Starts the ceiling, which is this same program called otherwise. */
export async function spawnCeiling(
  connection: ClientConfig,
): Promise<Target & Pick<SpawnedServer, 'stop'>> {
  const self = fileURLToPath(import.meta.url)
  const args = [self, 'ceiling-server', JSON.stringify(connection)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  whenStopped(() => ended(child))
  const port = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (bytes: Buffer) => resolve(bytes.toString().trim()))
    child.once('exit', (code) => reject(new Error(`the ceiling ended with ${code}`)))
  })
  const address = `http://127.0.0.1:${port}`
  return { address, token: ceilingToken, stop: () => ended(child) }
}

function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asking = request(url, { agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    asking.once('error', () => resolve(false))
    asking.end()
  })
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}
