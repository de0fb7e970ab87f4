import { readFileSync } from 'node:fs'

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

/** Of these the bytes in the first heap of the C library, most of which may be free; 0 as above. */
export function firstHeapOf(pid: number): number {
  const [, heap = ''] = (readIfThere(`/proc/${pid}/smaps`) ?? '').split(/^.* \[heap\]$/m)
  return Number(/^Pss:\s+(\d+) kB/m.exec(heap)?.[1] ?? 0) * 1024
}

/** The most that one process ever held (RSS); null where there is no /proc, or once it has ended. */
export function memoryPeakOf(pid: number): number | null {
  const text = readIfThere(`/proc/${pid}/status`)
  const kilobytes = text === null ? undefined : /^VmHWM:\s+(\d+) kB/m.exec(text)?.[1]
  return kilobytes === undefined ? null : Number(kilobytes) * 1024
}

/** A process may end between being listed and being read: PostgreSQL's workers come and go. */
export function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ESRCH') return null
    throw error
  }
}
