import type { Fault } from '../../ledger/fault.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { Auditor, AuditPlace, LedgerRows } from '../ports/audit-ports.ts'
import type { CheckedPage, LogPiece } from './check-page.ts'
import { checkPage } from './check-page.ts'
import { checkSearchPart } from './check-search-part.ts'

/** Where pieces of a log are checked, several at a time. */
export interface LogChecks {
  /** Pieces that are worth asking for before the first is answered. */
  readonly atOnce: number
  entries(piece: LogPiece): Promise<CheckedPage>
  /** What the index of the search says of a piece that it covers. */
  search(piece: LogPiece): Promise<readonly Fault[]>
}

/** Such as are open. */
export interface OpenedChecks extends LogChecks {
  close(): Promise<void>
}

/** What a thread is asked, and what it answers. */
export type LogQuestion = readonly [keyof LogAnswers, LogPiece]
interface LogAnswers {
  readonly entries: CheckedPage
  readonly search: readonly Fault[]
}
export type LogAnswer = LogAnswers[keyof LogAnswers]

/** Answers the questions of `checksApart`, in another thread, where `open` opens an auditor. */
export function answerApart(
  crypto: LogCrypto,
  open: (place: AuditPlace) => Pick<Auditor, 'audit'>,
): (question: LogQuestion) => Promise<LogAnswer> {
  return ([what, piece]) =>
    open(piece.place).audit(piece.organisation.id, (ledger): Promise<LogAnswer> => {
      return checksHere({ crypto, ledger })[what](piece)
    })
}

/** Checks in threads that answer with `answerApart`. */
export function checksApart(
  ask: (question: LogQuestion) => Promise<LogAnswer>,
  atOnce: number,
): LogChecks {
  return {
    atOnce,
    entries: (piece) => ask(['entries', piece]) as Promise<CheckedPage>,
    search: (piece) => ask(['search', piece]) as Promise<readonly Fault[]>,
  }
}

interface Here {
  readonly crypto: LogCrypto
  readonly ledger: LedgerRows
}

function checksHere(here: Here): LogChecks {
  return {
    atOnce: 1,
    entries: (piece) => checkPage(here, piece),
    search: ({ organisation, ...part }) =>
      checkSearchPart(organisation.publicId, here.ledger, part),
  }
}

/** Entries of a log below which threads have not started before it is checked. */
const apartFrom = 3_000

/**
 * Where a log of so many entries is best checked. A thread reads a moment later than `here`: an
 * entry stays what it is, and a record that has a newer entry by then is not found at this one.
 * What looks different, was erased, or stands behind all entries of this check is looked at here,
 * at its one moment.
 */
export function checksFor(
  entries: number,
  { apart, ...at }: Here & { readonly apart: LogChecks | null },
): LogChecks {
  const here = checksHere(at)
  if (apart === null || entries < apartFrom) return here
  return {
    atOnce: apart.atOnce,
    entries: async (piece) => {
      if (piece.to > entries) return here.entries(piece)
      const page = await apart.entries(piece)
      return isBeyondDoubt(page) ? page : here.entries(piece)
    },
    search: async (piece) => {
      const faults = await apart.search(piece)
      return faults.length === 0 ? faults : here.search(piece)
    },
  }
}

function isBeyondDoubt({ entries, beside }: CheckedPage): boolean {
  return (
    beside.faults.length === 0 &&
    entries.every(
      ({ faults, erased, row }) =>
        faults.length === 0 && erased === null && (row?.differing.length ?? 0) === 0,
    )
  )
}
