import { existsSync, readFileSync, readdirSync } from 'node:fs'

/** Bytes that a process holds; shared pages count whole in `rss` and by their share in `pss`. */
export interface Memory {
  readonly rss: number
  readonly pss: number
}

/** What one process holds; null where there is no /proc, or once it has ended. */
export function memoryOf(pid: number): Memory | null {
  const text = readIfThere(`/proc/${pid}/smaps_rollup`)
  if (text === null) return null
  const bytes = (key: string) =>
    Number(new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) * 1024
  return { rss: bytes('Rss'), pss: bytes('Pss') }
}

/** What a process and its children hold together, each shared page counted once. */
export function memoryOfFamily(pid: number): number | null {
  if (!existsSync('/proc/self/smaps_rollup')) return null
  const family = [pid, ...childrenOf(pid)]
  return family.reduce((sum, one) => sum + (memoryOf(one)?.pss ?? 0), 0)
}

function childrenOf(pid: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((one) => parentOf(one) === pid)
}

function parentOf(pid: number): number | null {
  const stat = readIfThere(`/proc/${pid}/stat`)
  if (stat === null) return null
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
}

/** A process may end between being listed and being read: PostgreSQL's workers come and go. */
function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ESRCH') return null
    throw error
  }
}
