import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the repository, wherever it was cloned and from wherever it is called. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Says one line on stderr; stdout belongs to what the program itself prints. */
export function say(line) {
  process.stderr.write(`[taizhang] ${line}\n`)
}

/** An end that needs no stack: the sentence says what happened and what to do. */
export class PlainEnd extends Error {}
