import { totalmem } from 'node:os'

const megabyte = 2 ** 20
/** What PostgreSQL takes by itself, whatever the machine has. */
const leastMegabytes = 128
/** Beyond, the table of what is kept costs every start, and the machine keeps the files anyway. */
const mostMegabytes = 1024
/** Of a machine that has the database, the server and its signer, and perhaps somebody's desktop. */
const share = 1 / 8

/**
 * How much memory the database may keep pages in, as its setting `shared_buffers` says it, on a
 * machine with so many bytes. Taken page by page as there are data, and never given back.
 */
export function pageCache(memoryBytes: number): string {
  const megabytes = Math.floor((memoryBytes * share) / megabyte)
  return `${Math.min(Math.max(megabytes, leastMegabytes), mostMegabytes)}MB`
}

/** Bytes of memory here: of the machine, or of the container where that has less. */
export function memoryHere(): number {
  const bound = process.constrainedMemory()
  return bound > 0 ? Math.min(bound, totalmem()) : totalmem()
}
