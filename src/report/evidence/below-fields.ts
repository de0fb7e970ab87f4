import { core } from '../../ledger/core/core-registers.ts'

const body = core.subordinate.names
const arrival = core.receivedReport.names

/** Fields of a body below that are opened: who it is, under which key, and when it is below. */
export const bodyFields: ReadonlySet<string> = new Set([
  body.name,
  body.place,
  body.log,
  body.key,
  body.from,
  body.to,
])

/** Fields of an answer that was counted. Who settled it, and in which words, stays closed. */
export const answerFields: ReadonlySet<string> = new Set([
  arrival.body,
  arrival.call,
  arrival.collected,
  arrival.checkpoint,
  arrival.digest,
  arrival.log,
  arrival.period,
  arrival.root,
  arrival.sender,
  arrival.step,
])

/** Of what arrived and answers something else: which call, or that it answers none. */
export const otherFields: ReadonlySet<string> = new Set([arrival.call])
