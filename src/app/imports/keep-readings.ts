import type { Steps } from '../../append/unhurried.ts'
import { refuse } from '../../ledger/fault.ts'
import type { ImportReading } from './import-reading.ts'

/** How far a reading has come, in steps of about a quarter of a row. */
export interface Progress {
  readonly done: number
  readonly of: number
}

/** Where a reading says how far it has come, and learns that nobody wants it any more. */
export interface Told {
  readonly signal: AbortSignal
  expect(steps: number): void
  step(): void
}

/** A reading that is under way or finished. */
export interface KeptReading {
  /** What it is of: version, log, pack and day. */
  readonly of: string
  readonly finished: Promise<ImportReading>
  /** Null while it is under way. */
  readonly found: () => ImportReading | null
  readonly progress: () => Progress
}

/** What imports come to, computed once and kept while somebody works on them. */
export interface ImportReadings {
  /** The reading of an import as it is `of` now; one of an earlier state is given up. */
  read(id: string, of: string, work: (told: Told) => Promise<ImportReading>): KeptReading
  /** Gives up what is under way, and forgets what was found. */
  forget(id: string): void
  /** Writes to the log one at a time; null where one is under way. */
  writing<T>(id: string, work: () => Promise<T>): Promise<T> | null
  isWriting(id: string): boolean
}

/** Readings of this many bytes at most are kept, and the newest whatever it takes. */
const bytesMax = 256 * 1024 * 1024
/** After so long without a question a reading is forgotten. */
const idleMs = 15 * 60_000
/** Readings under way at a time: each holds its cells in memory. */
const atOnceMax = 2

interface Held extends KeptReading {
  readonly stop: AbortController
  readonly idle: NodeJS.Timeout
}

/** Keeps readings in memory; after a restart they are made again. */
export function keepReadings(): ImportReadings {
  const kept = new Map<string, Held>()
  const written = new Set<string>()
  const turns = takeTurns(atOnceMax)

  function leave(id: string): void {
    const one = kept.get(id)
    one?.stop.abort()
    clearTimeout(one?.idle)
    kept.delete(id)
  }

  // The oldest go first; one under way counts nothing yet and stays.
  function makeRoom(): void {
    const bytes = ({ found }: Held) => found()?.bytes ?? 0
    let sum = [...kept.values()].reduce((all, one) => all + bytes(one), 0)
    for (const [id, one] of [...kept].slice(0, -1)) {
      if (sum <= bytesMax) break
      if (one.found() === null) continue
      sum -= bytes(one)
      leave(id)
    }
  }

  return {
    read: (id, of, work) => {
      const known = kept.get(id)
      if (known?.of === of) {
        known.idle.refresh()
        kept.delete(id)
        kept.set(id, known)
        return known
      }
      leave(id)
      const idle = setTimeout(() => leave(id), idleMs).unref()
      const begun = { ...begin(of, (told) => turns(() => work(told))), idle }
      kept.set(id, begun)
      begun.finished.then(makeRoom, () => {
        if (kept.get(id) === begun) leave(id)
      })
      return begun
    },
    forget: leave,
    writing: (id, work) => {
      if (written.has(id)) return null
      written.add(id)
      return work().finally(() => written.delete(id))
    },
    isWriting: (id) => written.has(id),
  }
}

function begin(of: string, work: (told: Told) => Promise<ImportReading>): Omit<Held, 'idle'> {
  const stop = new AbortController()
  let [done, all] = [0, 0]
  let found: ImportReading | null = null
  const told: Told = {
    signal: stop.signal,
    expect: (steps) => {
      all = steps
    },
    step: () => {
      done = Math.min(done + 1, all)
    },
  }
  const finished = work(told).then((reading) => (found = reading))
  return { of, finished, stop, found: () => found, progress: () => ({ done, of: all }) }
}

function takeTurns(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
    running += 1
    try {
      return await work()
    } finally {
      running -= 1
      waiting.shift()?.()
    }
  }
}

/** The same steps, counted, and given up between two of them when nobody wants them any more. */
export function* counted<T>(steps: Steps<T>, told: Told): Generator<undefined, T> {
  for (;;) {
    if (told.signal.aborted) refuseStopped()
    const { done, value } = steps.next()
    if (done === true) return value
    told.step()
    yield
  }
}

/** Refuses with `import.stopped`. */
export function refuseStopped(): never {
  return refuse('import.stopped', {
    text: { zh: '读取已停止。', en: 'The reading was stopped.' },
    hint: {
      zh: '重新保存对应关系即可继续，已写入的不受影响。',
      en: 'Save the mapping again to go on; what was written stays.',
    },
  })
}
