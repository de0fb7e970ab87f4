import { existsSync, readdirSync } from 'node:fs'
import { firstHeapOf, memoryOf, readIfThere } from './process-memory.ts'

/** What a server is made of, as its processes are told apart. */
export type Part = 'server' | 'signer' | 'database'

/** What the processes of a part have taken so far; each shared page counts once. */
export interface PartCost {
  readonly cpuMs: number
  readonly bytes: number
  /** Of these, in the first heap of the C library. */
  readonly heapBytes: number
}

// Of every kernel that anybody runs this on: `getconf CLK_TCK`.
const ticksPerSecond = 100

/** What a server and its children cost, by part; null where there is no /proc. */
export function costByPart(pid: number): Readonly<Record<Part, PartCost>> | null {
  if (!existsSync('/proc/self/stat')) return null
  const cost: Record<Part, PartCost> = { server: noCost, signer: noCost, database: noCost }
  for (const one of familyOf(pid)) {
    const part = partOf(one)
    cost[part] = {
      cpuMs: cost[part].cpuMs + cpuMsOf(one),
      bytes: cost[part].bytes + (memoryOf(one)?.pss ?? 0),
      heapBytes: cost[part].heapBytes + firstHeapOf(one),
    }
  }
  return cost
}

/** What a part costs that is not there. */
export const noCost: PartCost = { cpuMs: 0, bytes: 0, heapBytes: 0 }

function familyOf(pid: number): readonly number[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: Number(fieldsOf(Number(name))?.[1] ?? 0) }))
  const below = (one: number): readonly number[] => [
    one,
    ...all.filter(({ parent }) => parent === one).flatMap((child) => below(child.pid)),
  ]
  return below(pid)
}

function partOf(pid: number): Part {
  const command = readIfThere(`/proc/${pid}/cmdline`) ?? ''
  if (command.includes('postgres')) return 'database'
  return command.includes('signer.mjs') ? 'signer' : 'server'
}

/** Its own time, and that of the children that have ended: PostgreSQL has one a connection. */
function cpuMsOf(pid: number): number {
  const fields = fieldsOf(pid)
  const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields?.[at] ?? 0), 0)
  return (ticks * 1000) / ticksPerSecond
}

/** The fields of /proc/PID/stat behind the name, which may hold spaces. */
function fieldsOf(pid: number): readonly string[] | null {
  const stat = readIfThere(`/proc/${pid}/stat`)
  return stat === null ? null : stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}
