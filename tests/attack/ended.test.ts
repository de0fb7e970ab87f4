import type { ChildProcess } from 'node:child_process'
import { execFile, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'

const project = join(import.meta.dirname, '../..')
const program = join(project, 'dist/main.mjs')
const { DATABASE_URL: _elsewhere, ...env } = process.env
const isLinux = process.platform === 'linux'

let data: string
let said: string
let started: ChildProcess
let ended: Promise<number | NodeJS.Signals | null>

beforeAll(async () => {
  // Builds the program if it is not there yet.
  const taizhang = join(project, 'bin/taizhang.mjs')
  await promisify(execFile)(process.execPath, [taizhang, '--version'], { env })
})

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'taizhang-end-'))
})

afterEach(() => {
  for (const pid of ofThisFolder()) process.kill(pid, 'SIGKILL')
  rmSync(data, { recursive: true, force: true })
})

/** Starts a program in a group of its own. */
function start(file: string, args: readonly string[], more: Record<string, string> = {}): void {
  said = ''
  started = spawn(file, args, {
    cwd: project,
    env: { ...env, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  for (const stream of [started.stdout, started.stderr]) {
    stream?.on('data', (bytes) => {
      said += String(bytes)
    })
  }
  ended = new Promise((resolve) => started.once('exit', (code, signal) => resolve(code ?? signal)))
}

/** Numbers of the processes whose command names this data folder: server, database, helpers. */
function ofThisFolder(): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && commandOf(name).includes(data))
    .map(Number)
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

const patient = { timeout: 60_000 }
const untilUp = () => expect.poll(() => said, patient).toMatch(/welcome#\S+\s/)
const untilNoneIsLeft = () => expect.poll(ofThisFolder, patient).toEqual([])

test.runIf(isLinux)(
  'told to end while its database starts, it leaves none behind (skipped without Linux)',
  async () => {
    start(process.execPath, [program, 'serve', '--port', '0', '--data', data])
    const filesOf = () => readdirSync(data, { recursive: true, encoding: 'utf8' })
    await expect.poll(filesOf, patient).toContain('pg/postmaster.pid')
    started.kill('SIGTERM')
    expect(await ended).toBe('SIGTERM')
    await untilNoneIsLeft()
  },
  120_000,
)

test.runIf(isLinux)(
  'a signal that comes again, or another one, does not break off the ending (skipped without Linux)',
  async () => {
    start(process.execPath, [program, 'serve', '--port', '0', '--data', data])
    await untilUp()
    const again = setInterval(() => {
      for (const signal of ['SIGHUP', 'SIGTERM', 'SIGINT'] as const) started.kill(signal)
    }, 20)
    // By which it ends is chance: the last one may come when it has nothing left to end.
    await ended
    clearInterval(again)
    await untilNoneIsLeft()
  },
  120_000,
)

test.runIf(isLinux)(
  'as a group, with npm and the shell between, it ends whole (skipped without Linux)',
  async () => {
    const args = JSON.stringify(['serve', '--port', '0', '--data', data])
    const follow = `(await import('./scripts/follow.mjs')).follow('${program}', ${args})`
    const sh = `"${process.execPath}" --input-type=module -e "$FOLLOW"; true`
    // As npm runs what stands in package.json: the shell dies, and the follower sees it.
    start('sh', ['-c', sh], { npm_lifecycle_event: 'start', FOLLOW: follow })
    await untilUp()
    process.kill(-(started.pid ?? 0), 'SIGTERM')
    await untilNoneIsLeft()
  },
  120_000,
)
