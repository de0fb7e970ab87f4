import type { AppendRequest } from '../../append/append-request.ts'
import type { ReportRecord } from '../../ledger/core/report-record.ts'
import type { EventKind } from '../../ledger/record/event.ts'
import { partPlayer, sharedNameOf } from '../../ledger/record/event.ts'
import { yearFaults } from '../../ledger/record/year-of.ts'
import type { Choice } from '../../ledger/register/register.ts'
import type { Player } from '../../ledger/register/roles.ts'
import { playerOf, valuesUnder } from '../../ledger/register/roles.ts'
import type { FileRef, Value, Values } from '../../ledger/value.ts'
import { toHex } from '../../log/hex.ts'
import { charactersOf } from '../../report/check/form-text.ts'
import type { ReportDocument } from '../../report/document.ts'
import { mayWrite } from '../access/access.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import type { EventEntry } from '../records/record-event.ts'
import { prepareEvent } from '../records/record-event.ts'
import { fileTypes } from './file-types.ts'
import { frozenReport } from './freeze-file.ts'
import { keptFrozenFile } from './read-frozen-file.ts'

type Needs = Pick<
  AppPorts,
  'store' | 'drafts' | 'clock' | 'rosters' | 'crypto' | 'calendar' | 'blobs'
>

/** What is entered in the registers when a report is sent: the parts of an event. */
export interface Sending {
  readonly kind: string
  readonly facts: Values
  readonly parts: readonly { readonly register: string; readonly values: Values }[]
}

/**
 * What the pack lets a report write when it is sent, filled in from the report itself: nothing of
 * it is typed again. Null where the pack declares no such event. Left out is what stands in its
 * register already, entered by hand, what needs a number where the report has none, and what is for
 * a year that no record of today can be for.
 */
export async function proposeSending(
  ports: Omit<Needs, 'calendar' | 'blobs'>,
  session: Session,
  report: ReportRecord,
): Promise<Sending | null> {
  const kind = kindFor(session, report)
  if (!kind) return null
  const { document } = await frozenReport(ports, session, report)
  const file = await fileOf(ports, session, report)
  const today = todayIn(session.org.zone, ports.clock)
  const facts: Record<string, Value> = { day: today }
  const parts: { register: string; values: Values }[] = []
  for (const { register: id } of kind.parts) {
    const [player, part] = [playerOf(session.pack, 'sentReport', id), partPlayer(session.pack, id)]
    if (!player || !part || !mayWrite(session, player.register)) continue
    const said = saidOf(player, { document, report, file, lists: session.pack.lists })
    if (lacksNumber(player, document) || isOfOldYear(player, said, today)) continue
    if (await stands(ports, session, player, said)) continue
    const own: [string, Value][] = []
    for (const [field, value] of Object.entries(said)) {
      const name = sharedNameOf(part, field)
      if (name === undefined) own.push([field, value])
      else facts[name] = value
    }
    parts.push({ register: id, values: Object.fromEntries(own) })
  }
  return { kind: kind.id, facts, parts }
}

/**
 * The writes of what is entered with the sending: what was proposed, or what somebody made of it.
 * Every part names the report as its event. Refuses as `recordEvent` does.
 */
export async function prepareSending(
  ports: Needs,
  session: Session,
  given: {
    readonly report: ReportRecord
    readonly sending: Omit<EventEntry, 'idempotency'> | null
  },
): Promise<readonly AppendRequest[]> {
  const { report, sending } = given
  const kind = kindFor(session, report)
  const entered = sending ?? (await proposeSending(ports, session, report))
  if (!kind || !entered || entered.parts.length === 0) return []
  await keepFile(ports, session, report)
  return prepareEvent(ports, session, {
    facts: entered.facts,
    parts: entered.parts,
    reason: sending?.reason ?? null,
    kind,
    event: report.id,
    isOneOfThem: false,
    idempotency: null,
  })
}

function kindFor({ pack }: Session, { template }: ReportRecord): EventKind | undefined {
  return pack.events.find(({ report }) => report === template)
}

interface Said {
  readonly document: ReportDocument
  readonly report: ReportRecord
  readonly file: FileRef
  readonly lists: ReadonlyMap<string, readonly Choice[]>
}

function saidOf({ register, fields }: Player<'sentReport'>, said: Said): Values {
  const { document, report, file } = said
  const addressed = register.fields.find(({ id }) => id === fields.addressee)
  const to = addressed?.of === undefined ? undefined : said.lists.get(addressed.of)
  const addressee = to ? choiceCalled(to, document.addressee) : document.addressee
  return valuesUnder([
    [fields.title, document.title],
    [fields.number, document.number ?? undefined],
    [fields.year, document.year],
    [fields.addressee, addressee ?? undefined],
    [fields.copies, document.paper?.copyTo ?? undefined],
    [fields.signer, report.signer ?? undefined],
    [fields.words, charactersOf(document)],
    [fields.file, [file]],
  ])
}

/** The item of a list that a report calls by its name. */
function choiceCalled(choices: readonly Choice[], name: string | null): string | null {
  const called = choices.find(({ label, also = [] }) =>
    [label.zh, label.en, ...also].includes(name ?? ''),
  )
  return called?.id ?? null
}

/** A register of numbered papers has no place for one without a number. */
function lacksNumber(
  { register, fields }: Player<'sentReport'>,
  document: ReportDocument,
): boolean {
  const field = register.fields.find(({ id }) => id === fields.number)
  return field?.required === true && document.number === null
}

/** Whether the report is about a year too long ago for a record of today to count in. */
function isOfOldYear({ register }: Player<'sentReport'>, said: Values, today: string): boolean {
  return yearFaults(register, { ...said, [register.date]: today }).length > 0
}

/** Whether somebody entered it by hand: a live record of that title and, if said, that year. */
async function stands(
  { store }: Pick<AppPorts, 'store'>,
  { org, pack }: Session,
  { register, fields }: Player<'sentReport'>,
  said: Values,
): Promise<boolean> {
  const title = said[fields.title]
  const year = fields.year === undefined ? undefined : said[fields.year]
  const where = {
    ...(typeof title === 'string' ? { [fields.title]: title } : {}),
    ...(typeof year === 'number' && fields.year ? { [fields.year]: year } : {}),
  }
  const { items } = await store.read(org.id, (reader) =>
    reader.records({ register: register.id, where, limit: alikeMax }),
  )
  // What was entered when another report was sent, which this one corrects, is another sending.
  const link = partPlayer(pack, register.id)?.fields.event ?? ''
  return items.some(({ values }) => values[link] === undefined)
}

const alikeMax = 50

/** The frozen file as an attachment names it. */
async function fileOf(
  ports: Pick<AppPorts, 'store' | 'drafts' | 'crypto'>,
  session: Session,
  report: ReportRecord,
): Promise<FileRef> {
  const { title, bytes } = await keptFrozenFile(ports, session, report.id)
  const sha256 = toHex(ports.crypto.sha256(bytes))
  return { sha256, name: `${title}.docx`, type: fileTypes.docx, bytes: bytes.length }
}

/** Puts the frozen file among the attachments, where a record can link it. */
async function keepFile(ports: Needs, session: Session, report: ReportRecord): Promise<void> {
  const { org, actor } = session
  const { bytes } = await keptFrozenFile(ports, session, report.id)
  const file = await fileOf(ports, session, report)
  await ports.blobs.put(org.id, { sha256: file.sha256, bytes })
  const uploadedAt = new Date(ports.clock.now()).toISOString()
  await ports.store.uploads.add(org.id, { ...file, uploadedBy: actor.id, uploadedAt })
}
