import { core, coreValues } from '../../ledger/core/core-registers.ts'
import type { ReportRecord } from '../../ledger/core/report-record.ts'
import { reportRecordOf } from '../../ledger/core/report-record.ts'
import { textOf, textOrEmpty } from '../../ledger/read-value.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { keysInForce } from '../../log/announced-keys.ts'
import { openJointly } from '../../log/open-jointly.ts'
import { payloadOfEntry } from '../../log/payload-tree.ts'
import type { Acknowledgement } from '../../report/call/acknowledgement.ts'
import { acknowledgedPaths } from '../../report/call/acknowledgement.ts'
import { askingPaths, handedPaths } from '../../report/call/answer-asking.ts'
import { listAcknowledgedPaths } from '../../report/call/list-acknowledgement.ts'
import { openAskings } from '../calls/asked-answers.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { AskedAnswer } from '../ports/call-ports.ts'
import type { Organisation, Reader } from '../ports/store-ports.ts'
import { everyRecord } from '../records/every-record.ts'

// What a body tells others of what it did, as its own log says it: the same whether they fetch it
// on this server or find it in a parcel.

/** That a call was taken, as the unit says it to whoever sent the call. */
export function acknowledgementOf(
  ports: Pick<AppPorts, 'crypto'>,
  reader: Reader,
  { firstEntry }: LedgerRecord,
): Promise<Acknowledgement | null> {
  return openedEntry(ports, reader, { entry: firstEntry, paths: () => acknowledgedPaths })
}

/** That a duty list was taken, as the unit says it to whoever sent the list. */
export function listAcknowledgementOf(
  ports: Pick<AppPorts, 'crypto'>,
  reader: Reader,
  { firstEntry, values }: LedgerRecord,
): Promise<Acknowledgement | null> {
  const paths = (all: readonly string[]) => listAcknowledgedPaths(all, values)
  return openedEntry(ports, reader, { entry: firstEntry, paths })
}

/** Answers that we ask for, of all bodies or of one, and have not got yet: the entry of each. */
export async function askingsSaid(
  ports: Pick<AppPorts, 'crypto'>,
  reader: Reader,
  where: { readonly log?: string },
): Promise<readonly (AskedAnswer & { readonly acknowledgement: Acknowledgement })[]> {
  const open = await openAskings(reader, where)
  const said = open.map(async ({ of: { record }, ...one }) => {
    const opened = { entry: record.firstEntry, paths: () => askingPaths }
    const acknowledgement = await openedEntry(ports, reader, opened)
    return acknowledgement === null ? [] : [{ ...one, acknowledgement }]
  })
  return (await Promise.all(said)).flat()
}

/** What we decided on answers: all, those that the body of a log asked for, or that one gave. */
export async function handedSaid(
  ports: Pick<AppPorts, 'crypto'>,
  reader: Reader,
  where: Readonly<Partial<Record<'log' | 'source', string>>>,
): Promise<readonly HandedSaid[]> {
  const records = await everyRecord(reader, { register: core.answerHanded.id, where })
  const said = records.map(async ({ firstEntry, values }): Promise<readonly HandedSaid[]> => {
    const opened = { entry: firstEntry, paths: () => handedPaths }
    const acknowledgement = await openedEntry(ports, reader, opened)
    if (acknowledgement === null) return []
    const said = coreValues(core.answerHanded, values)
    return [
      {
        ...{ log: textOrEmpty(said.log), source: textOrEmpty(said.source) },
        ...{ asked: textOrEmpty(said.asked), digest: textOrEmpty(said.digest) },
        answer: said.step === 'handed' ? textOf(said.answer) : null,
        acknowledgement,
      },
    ]
  })
  return (await Promise.all(said)).flat()
}

/** A decision of ours on an answer that was asked for. */
export interface HandedSaid {
  /** Who asked, and who gave the answer. */
  readonly log: string
  readonly source: string
  readonly asked: string
  readonly digest: string
  /** Record of the arrival whose file goes up; null: it was declined. */
  readonly answer: string | null
  readonly acknowledgement: Acknowledgement
}

/** The newest of these reports that was sent; null: none was. */
export function newestSent(reports: readonly LedgerRecord[]): ReportRecord | null {
  return reports.map(reportRecordOf).filter(isSent).reduce<ReportRecord | null>(newer, null)
}

/** Of two versions the one signed later; the reply to one that was corrected since comes later. */
function newer(one: ReportRecord | null, other: ReportRecord): ReportRecord {
  return one === null || (other.checkpoint ?? 0) > (one.checkpoint ?? 0) ? other : one
}

/** Whether the unit has sent it: what is only signed is still its own. */
function isSent({ step }: ReportRecord): boolean {
  return step === 'sent' || step === 'accepted' || step === 'returned'
}

/** The frozen file of a report that was sent. */
export async function fileOf(
  { drafts }: Pick<AppPorts, 'drafts'>,
  unit: Organisation,
  { id, file }: ReportRecord,
): Promise<Uint8Array | null> {
  if (file === null) return null
  const kept = await drafts.file(unit.id, id, { kind: 'docx', digest: file })
  return kept?.bytes ?? null
}

/** An entry of ours with its receipt, opened where `paths` says, of those that it has. */
async function openedEntry(
  { crypto }: Pick<AppPorts, 'crypto'>,
  reader: Reader,
  given: {
    readonly entry: number
    readonly paths: (all: readonly string[]) => readonly string[]
  },
): Promise<Acknowledgement | null> {
  const entry = await reader.entry(given.entry)
  const payload = entry === null ? null : payloadOfEntry(entry)
  if (entry === null || payload === null) return null
  const cells = 'secret' in payload ? payload.fields : payload.cells
  const { index, leafText, receipt } = entry
  return {
    v: 1,
    index,
    leafText,
    opening: openJointly(crypto, payload, new Set(given.paths(cells.map(({ path }) => path)))),
    receipt,
    receiptKey: keysInForce(await reader.keys(), index + 1).receipt,
  }
}
