import { appendFileSync } from 'node:fs'
import { Client, Pool } from 'pg'
import { afterAll } from 'vitest'
import { statementFaults } from '../tools/citus/statement-faults.ts'

/** Sends what others send as well, and is not where a statement comes from. */
const passesOn =
  /node_modules|node:internal|sent-statements|stored-tables|within-organisation|process\.nextTick|new Promise/
const ours = /\/src\/adapters\//
/** Sent before anything is spread, as by a restore; of migrations see `tools/citus`. */
const beforehand = /load-database|migrate\.ts|ensure-roles|take-over-roles/

/** Where each statement that a test of this process has sent is written; for who wants to read them. */
const kept = process.env['TAIZHANG_STATEMENTS']

/** Of this process, however many files of tests it runs: each of them runs this file again. */
const looked = ((globalThis as { sentStatements?: Looked }).sentStatements ??= {
  seen: new Set(),
  faults: [],
  isLooking: false,
})

interface Looked {
  readonly seen: Set<string>
  readonly faults: string[]
  isLooking: boolean
}

/**
 * Looks at every statement that the program sends in a test, once each, and fails the file in which
 * one is sent that a distributed database refuses. Those that a test writes itself are its own.
 */
function look(sent: unknown): void {
  const text = typeof sent === 'string' ? sent : (sent as { text?: unknown } | null)?.text
  if (typeof text !== 'string' || looked.seen.has(text)) return
  const from = callers().find((one) => !passesOn.test(one))
  if (from === undefined || !ours.test(from) || beforehand.test(from)) return
  looked.seen.add(text)
  if (kept !== undefined) appendFileSync(kept, `${JSON.stringify(text)}\n`)
  for (const fault of statementFaults(text)) looked.faults.push(`${fault}: ${text} at ${from}`)
}

/**
 * Who called, the nearest first, each as function and file. Raw, because a stack that is read as
 * text is first traced back to its sources, and that costs more than sending the statement.
 */
function callers(): readonly string[] {
  const { prepareStackTrace } = Error
  Error.prepareStackTrace = (_, sites) => sites.map(String)
  const { stack } = new Error() as { stack?: unknown }
  Error.prepareStackTrace = prepareStackTrace
  return stack as readonly string[]
}

if (!looked.isLooking) {
  looked.isLooking = true
  for (const prototype of [Client.prototype, Pool.prototype] as unknown as Sender[]) {
    const { query } = prototype
    prototype.query = function (this: unknown, ...sent: unknown[]): unknown {
      look(sent[0])
      return query.apply(this, sent)
    }
  }
}

interface Sender {
  query(...sent: unknown[]): unknown
}

afterAll(() => {
  const faults = looked.faults.splice(0)
  if (faults.length > 0) throw new Error(faults.join('\n'))
})
