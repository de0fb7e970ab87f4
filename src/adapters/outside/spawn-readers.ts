import type { OrgId } from '../../app/ports/organisation-ports.ts'
import type { OutsideReader, ReadingKind, Readings } from '../../app/ports/outside-ports.ts'
import { Refusal, refuse } from '../../ledger/fault.ts'
import { refuseFile } from '../../report/file/file-fault.ts'
import { convertMs, isOldOffice } from '../office/convert-old.ts'
import type { NoFinding, ReaderChild } from './reader-child.ts'
import { ReaderEnded, startReader } from './reader-child.ts'
import type { ReaderQuestion } from './reader-messages.ts'
import type { Turn } from './waiting-line.ts'
import { waitingLine } from './waiting-line.ts'

/** Bounds of everything that is read at a time on one server. */
const usual = {
  wallMs: 10_000,
  heapMegabytes: 512,
  memoryMegabytes: 900,
  /** Processes at a time, started when they are needed. */
  childrenMax: 2,
  /** After so long without work a process ends. */
  idleMs: 30_000,
  /** Milliseconds of reading after which a process makes room for a fresh one. */
  retireAfterMs: 30_000,
}

/** Bounds of reading, the processes it has included. */
export type ReadingBounds = typeof usual

/** Readers in processes of their own; `close` ends them. */
export interface SpawnedReaders extends OutsideReader {
  close(): void
}

interface ReaderProcess {
  readonly child: ReaderChild
  spentMs: number
  idle: NodeJS.Timeout | null
}

/**
 * Reads in at most two processes of `script`, which calls `runReader`. A process that takes too
 * long or too much memory is killed, and only what it was reading is refused; what breaks while
 * something is read is told to `onProblem` and refused as well.
 */
export function spawnReaders(
  script: string,
  given: Partial<ReadingBounds> & { readonly onProblem?: (error: unknown) => void } = {},
): SpawnedReaders {
  const bounds: ReadingBounds = { ...usual, ...given }
  const line = waitingLine({ atOnce: bounds.childrenMax })
  const readers = keepReaders(script, bounds)
  const onProblem = given.onProblem ?? (() => {})

  async function readOn(turn: Turn, question: ReaderQuestion): Promise<unknown> {
    const reader = readers.take()
    const stop = () => reader.child.kill('gone')
    turn.gone?.addEventListener('abort', stop)
    const began = performance.now()
    try {
      return foundIn(await reader.child.ask(question, wallMsOf(question, bounds)), onProblem)
    } catch (error) {
      return refusedFor(error, turn, onProblem)
    } finally {
      turn.gone?.removeEventListener('abort', stop)
      reader.spentMs += performance.now() - began
      readers.putBack(reader)
    }
  }

  function reader(gone: AbortSignal | null): OutsideReader {
    return {
      read: async <K extends ReadingKind>(
        kind: K,
        asked: Readings[K]['given'],
        unit: OrgId | null,
      ) => {
        const turn = { unit, gone, bytes: sizeOf(asked) }
        const found = await line.wait(turn, () => readOn(turn, { kind, given: asked }))
        return found as Readings[K]['found']
      },
      until: reader,
    }
  }

  return {
    ...reader(null),
    close: () => {
      line.close()
      readers.close()
    },
  }
}

/** An old file is first converted by another program, which takes its time. */
function wallMsOf({ kind, given }: ReaderQuestion, { wallMs }: ReadingBounds): number {
  const isOld = (kind === 'tables' || kind === 'sheet') && isOldOffice(given as Uint8Array)
  return isOld ? wallMs + convertMs : wallMs
}

/** The processes there are: one that is free is taken before another is started. */
function keepReaders(script: string, bounds: ReadingBounds) {
  const free: ReaderProcess[] = []
  const all = new Set<ReaderProcess>()

  function leave(reader: ReaderProcess): void {
    all.delete(reader)
    if (free.includes(reader)) free.splice(free.indexOf(reader), 1)
    reader.child.kill('gone')
  }

  return {
    take: (): ReaderProcess => {
      const reader = free.pop() ?? { child: startReader(script, bounds), spentMs: 0, idle: null }
      if (reader.idle) clearTimeout(reader.idle)
      all.add(reader)
      return reader
    },
    putBack: (reader: ReaderProcess): void => {
      if (reader.child.ended || reader.spentMs > bounds.retireAfterMs) return leave(reader)
      reader.idle = setTimeout(() => leave(reader), bounds.idleMs).unref()
      free.push(reader)
    },
    close: (): void => {
      for (const { child } of all) child.kill('gone')
    },
  }
}

function foundIn(answered: unknown, onProblem: (error: unknown) => void): unknown {
  const answer = answered as { readonly found: unknown } | NoFinding
  if ('found' in answer) return answer.found
  if ('refused' in answer) throw new Refusal(answer.refused)
  // Where memory runs out in the middle of a buffer, an error says so and nothing else is wrong.
  if (/ERR_MEMORY_ALLOCATION_FAILED|allocation failed|Invalid string length/i.test(answer.failed)) {
    return refuseFile('too-costly', 'memory')
  }
  onProblem(new Error(`a reader failed: ${answer.failed}`))
  return refuseFile('unreadable')
}

function refusedFor(error: unknown, turn: Turn, onProblem: (error: unknown) => void): never {
  if (!(error instanceof ReaderEnded)) throw error
  if (turn.gone?.aborted === true) refuseGone()
  if (error.why !== 'gone') refuseFile('too-costly', error.why)
  onProblem(error)
  return refuseFile('unreadable')
}

/** Nobody sees this one: whoever asked has gone. */
function refuseGone(): never {
  return refuse('reading.stopped', {
    text: { zh: '请求已取消，没有读完。', en: 'The request was given up and not read to its end.' },
    hint: { zh: '需要时请重新提交。', en: 'Send it again when it is needed.' },
  })
}

/** Bytes that something takes while it waits, texts counted roughly. */
function sizeOf(given: unknown): number {
  if (given instanceof Uint8Array) return given.length
  if (typeof given === 'string') return given.length * 2
  if (typeof given !== 'object' || given === null) return 8
  return Object.values(given).reduce((sum: number, one: unknown) => sum + sizeOf(one), 0)
}
