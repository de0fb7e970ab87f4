import type { ChildProcess } from 'node:child_process'
import { execFile, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { setPriority } from 'node:os'
import { promisify } from 'node:util'
import { childEnvironment } from '../child-environment.ts'
import type { ReaderAnswer, ReaderQuestion } from './reader-messages.ts'
import { taken, wholeOf } from './reader-messages.ts'

/** What one reading may take. */
export interface ReaderLimits {
  readonly wallMs: number
  /** Of the JavaScript heap. */
  readonly heapMegabytes: number
  /** Of everything, buffers included. */
  readonly memoryMegabytes: number
}

/** Why a reading process was ended, or did not answer. */
export class ReaderEnded extends Error {
  readonly why: 'time' | 'memory' | 'gone'

  constructor(why: ReaderEnded['why'], detail = '') {
    super(`the reading process ended: ${why} ${detail}`.trim())
    this.why = why
  }
}

/** A process that reads one thing at a time. */
export interface ReaderChild {
  /** What it found, or the answer that says why not. Rejects with `ReaderEnded`. */
  ask(question: ReaderQuestion, wallMs?: number): Promise<unknown>
  /** Whether it can never be asked again. */
  readonly ended: boolean
  kill(why: ReaderEnded['why']): void
}

/** An answer that is no finding. */
export type NoFinding = Extract<ReaderAnswer, { refused: unknown } | { failed: unknown }>

const watchEveryMs = 200
/** A little behind the server, not behind everything else on the machine. */
const niceness = 5
/** Seconds of computing after which a process ends that its server has left behind. */
const cpuSecondsMax = 120

/** Starts a reading process; it keeps nobody from going home while it has nothing to do. */
export function startReader(script: string, limits: ReaderLimits): ReaderChild {
  const child = launch(script, limits)
  let current: ReturnType<typeof asking> | null = null
  let ended = false

  function end(why: ReaderEnded['why'], detail = ''): void {
    ended = true
    killAll(child)
    current?.reject(new ReaderEnded(why, detail))
    current = null
  }
  child.on('error', (error) => end('gone', error.message))
  child.on('exit', (code, signal) => end(endedBy(code, signal), `${signal ?? code}`))
  child.on('message', (answer: ReaderAnswer) => {
    if (current?.take(answer) === true) current = null
  })

  return {
    ask: async (question, wallMs = limits.wallMs) => {
      current = asking(question.kind)
      const { answered } = current
      waitFor(child)
      const late = setTimeout(() => end('time'), wallMs)
      const watch = setInterval(() => {
        void isTooLarge(child, limits).then((isLarge) => isLarge && current && end('memory'))
      }, watchEveryMs)
      if (!ended) child.send(question, (error) => error && end('gone', error.message))
      else current.reject(new ReaderEnded('gone'))
      try {
        return await answered
      } finally {
        clearTimeout(late)
        clearInterval(watch)
        letGo(child)
      }
    },
    get ended() {
      return ended
    },
    kill: (why) => end(why),
  }
}

function asking(kind: ReaderQuestion['kind']) {
  const parts: unknown[] = []
  let resolve: (found: unknown) => void = () => {}
  let reject: (error: Error) => void = () => {}
  const answered = new Promise<unknown>((yes, no) => {
    resolve = yes
    reject = no
  })
  /** True with the last part. */
  function take(answer: ReaderAnswer): boolean {
    if ('part' in answer) {
      parts.push(taken(kind, answer.part))
      if (!answer.isLast) return false
      resolve({ found: wholeOf(kind, parts) })
    } else resolve(answer)
    return true
  }
  return { answered, take, reject }
}

/** V8 aborts where its heap is full; a process beyond its limits is killed by the system. */
function endedBy(code: number | null, signal: NodeJS.Signals | null): ReaderEnded['why'] {
  if (signal === 'SIGABRT' || signal === 'SIGTRAP' || signal === 'SIGSEGV') return 'memory'
  if (code === 134 || code === 133) return 'memory'
  return signal === 'SIGXCPU' || signal === 'SIGKILL' ? 'time' : 'gone'
}

function launch(script: string, { heapMegabytes, memoryMegabytes }: ReaderLimits): ChildProcess {
  const node = [`--max-old-space-size=${heapMegabytes}`, script]
  const options = {
    env: childEnvironment(),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'] as const,
    serialization: 'advanced' as const,
  }
  // The shell only sets limits and becomes node; where it cannot, memory is watched all the same.
  const limit = `ulimit -d ${memoryMegabytes * 1024} -c 0; ulimit -t ${cpuSecondsMax}`
  const child =
    process.platform === 'win32'
      ? spawn(process.execPath, node, { ...options, stdio: [...options.stdio] })
      : spawn(
          '/bin/sh',
          ['-c', `{ ${limit}; } 2>/dev/null; exec "$0" "$@"`, process.execPath, ...node],
          // With a group of its own, so that what it starts ends with it.
          { ...options, stdio: [...options.stdio], detached: true },
        )
  if (child.pid !== undefined) politely(child.pid)
  letGo(child)
  return child
}

/** Ends a process and whatever it started: a conversion must not go on without its reader. */
function killAll(child: ChildProcess): void {
  try {
    if (child.pid === undefined || process.platform === 'win32') child.kill('SIGKILL')
    else process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has gone already.
  }
}

/** Whoever works on the page goes first. */
function politely(pid: number): void {
  try {
    setPriority(pid, niceness)
  } catch {
    // Not allowed everywhere, and needed nowhere.
  }
}

/** Whether this process waits for the child when it has nothing else to do. */
/** While it is asked something, this process does not end without it. */
function waitFor(child: ChildProcess): void {
  child.ref()
  child.channel?.ref()
}

function letGo(child: ChildProcess): void {
  child.unref()
  child.channel?.unref()
}

async function isTooLarge(child: ChildProcess, limits: ReaderLimits): Promise<boolean> {
  if (child.pid === undefined) return false
  return (await residentMegabytes(child.pid)) > limits.memoryMegabytes
}

const run = promisify(execFile)

/** Memory in use; 0 where nobody can say. */
async function residentMegabytes(pid: number): Promise<number> {
  try {
    if (process.platform === 'linux') {
      const status = await readFile(`/proc/${pid}/status`, 'utf8')
      return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024
    }
    const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)])
    return Number(stdout.trim()) / 1024
  } catch {
    return 0
  }
}
