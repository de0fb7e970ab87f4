import { refuse } from '../../ledger/fault.ts'
import { fieldContext, fieldKindOf } from '../../ledger/fields/field-kinds.ts'
import { foldLeaves } from '../../ledger/record/fold.ts'
import type { Field, Register } from '../../ledger/register/register.ts'
import type { FileRef, Values } from '../../ledger/value.ts'
import { openJointly } from '../../log/open-jointly.ts'
import { payloadOfEntry } from '../../log/payload-tree.ts'
import { toUtf8 } from '../../log/utf8.ts'
import type { SealedReport } from '../../report/evidence/evidence.ts'
import { parseSealed } from '../../report/evidence/sealed-form.ts'
import type { PackRecord } from '../../report/evidence/year-pack.ts'
import {
  claimsText,
  manifestText,
  openPaths,
  packParts,
  packReadme,
  recordParts,
} from '../../report/evidence/year-pack.ts'
import { mayRead } from '../access/access.ts'
import { openTo } from '../access/open-to.ts'
import { exportLog } from '../log/export-log.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Reader, Session } from '../ports/store-ports.ts'
import type { Roster } from '../roster/roster.ts'
import { namesOf } from '../roster/roster.ts'
import { entriesBefore } from './gather-evidence.ts'
import { packAttachments } from './pack-attachments.ts'

/** What goes into a year pack. */
export interface GatherYearPack {
  /** The signed report as its file. */
  readonly docx: Uint8Array
  /** With the attachments of the records it rests on. */
  readonly withAttachments: boolean
}

type Needs = Pick<AppPorts, 'store' | 'crypto' | 'files' | 'outside' | 'rosters' | 'blobs'>

/**
 * Gathers a year pack: the report, of its records what the caller may read, the log, the pack in
 * force, and what verifies all of it. The parts by path; the same log gives the same parts.
 * Refuses with `year-pack.unsigned`, `year-pack.large`. Leaves a line in the trail.
 */
export async function gatherYearPack(
  ports: Needs,
  session: Session,
  { docx, withAttachments }: GatherYearPack,
): Promise<Readonly<Record<string, Uint8Array>>> {
  const { sealedText } = await ports.outside.read('sealed', docx, session.org.id)
  const sealed = sealedText === null ? null : parseSealed(sealedText)
  if (sealedText === null || sealed?.signing == null) return refuseUnsigned()
  const verifierPage = await ports.files.verifierPage()
  const roster = await ports.rosters.of(session.org.id)
  const records = await ports.store.read(session.org.id, (reader) =>
    packRecords(ports, { reader, session, sealed, roster }),
  )
  const linked = records.flatMap(({ files }) => files)
  const parts: Record<string, Uint8Array> = {
    [packParts.readme]: packReadme({
      title: sealed.document.title,
      key: sealed.evidence.keys.log,
    }),
    ...(verifierPage === null ? {} : { [packParts.verifier]: toUtf8(verifierPage) }),
    [packParts.report]: docx,
    [packParts.sealed]: toUtf8(sealedText),
    [packParts.claims]: toUtf8(claimsText(sealed.document)),
    ...recordParts(records.map(({ record }) => record)),
    ...(withAttachments ? await packAttachments(ports, session.org.id, linked) : {}),
    ...(await packFiles(ports, session, sealed)),
  }
  const write = async (path: string, bytes: Uint8Array): Promise<void> => {
    parts[packParts.log + path] = bytes
  }
  await exportLog(ports, session.org.id, { write })
  await leaveTrail(ports, session, sealed)
  const { year } = sealed.document
  const about = { organisation: session.org.publicId, year, report: sealed.document.title }
  return { ...parts, [packParts.manifest]: toUtf8(manifestText(ports.crypto, about, parts)) }
}

interface Gathered {
  readonly record: PackRecord
  readonly files: readonly FileRef[]
}

/** Every record that a claim names and the caller may read, in order of the log. */
async function packRecords(
  { crypto }: Needs,
  given: {
    readonly reader: Reader
    readonly session: Session
    readonly sealed: SealedReport
    readonly roster: Roster
  },
): Promise<Gathered[]> {
  const { reader, session, sealed, roster } = given
  const ids = new Set(sealed.document.claims.flatMap(({ records }) => records))
  const entries = await entriesBefore(reader, sealed.document.asOf.size)
  const standing = foldLeaves(
    entries.map(({ index, leaf, leafHash }) => ({ index, leaf, hash: leafHash })),
  )
  const gathered: Gathered[] = []
  for (const { id, register: name, valueEntry } of standing?.values() ?? []) {
    const register = session.pack.registers.get(name)
    const entry = entries[valueEntry]
    const payload = entry && payloadOfEntry(entry)
    if (!ids.has(id) || !register || !entry || !payload || !mayRead(session, register)) continue
    const open = openTo(session, register, entry.values ?? {})
    const withheld = [...open.withheld, ...personal(register)]
    const values = without(open.values, withheld)
    gathered.push({
      record: {
        id,
        register: name,
        shown: shownTexts({ register, values }, session, roster),
        entry: entry.index,
        leaf: entry.leafText,
        receipt: entry.receipt,
        opening: openJointly(crypto, payload, openPaths(payload, withheld)),
      },
      files: Object.values(values).flatMap(filesIn),
    })
  }
  return gathered.sort((one, other) => one.record.entry - other.record.entry)
}

/** Who took part in what stays inside, whoever exports: a pack is about what was done. */
function personal({ fields }: Pick<Register, 'fields'>): string[] {
  const isPerson = ({ type }: Field) => fieldKindOf(type).names === 'person'
  return fields.flatMap((field) => [
    ...(isPerson(field) ? [field.id] : []),
    ...(field.fields ?? []).filter(isPerson).map(({ id }) => `${field.id}.${id}`),
  ])
}

function without(values: Values, withheld: readonly string[]): Values {
  const kept = Object.entries(values).flatMap(([id, value]) => {
    if (withheld.includes(id)) return []
    const columns = withheld.flatMap((one) =>
      one.startsWith(`${id}.`) ? [one.slice(id.length + 1)] : [],
    )
    if (columns.length === 0 || !Array.isArray(value)) return [[id, value] as const]
    const rows = value.map((row: object) =>
      Object.fromEntries(Object.entries(row).filter(([column]) => !columns.includes(column))),
    )
    return [[id, rows as Values[string]] as const]
  })
  return Object.fromEntries(kept) as Values
}

function shownTexts(
  { register, values }: { register: Register; values: Values },
  { pack }: Session,
  roster: Roster,
): PackRecord['shown'] {
  const context = fieldContext({ lists: pack.lists, names: namesOf(roster) })
  const shown = register.fields.flatMap((field) => {
    const text = fieldKindOf(field.type).text(values[field.id] ?? null, field, context, 'zh')
    return text === '' ? [] : [[field.label.zh, text] as const]
  })
  return Object.fromEntries(shown)
}

function filesIn(value: unknown): FileRef[] {
  const found = Array.isArray(value) ? value : [value]
  return found.filter(
    (one): one is FileRef => typeof one === 'object' && one !== null && 'sha256' in one,
  )
}

async function packFiles(
  { store }: Needs,
  { org }: Session,
  { evidence }: SealedReport,
): Promise<Record<string, Uint8Array>> {
  const kept = await store.read(org.id, (reader) => reader.pack(evidence.pack))
  const files = Object.entries(kept?.files ?? {})
  return Object.fromEntries(files.map(([path, text]) => [packParts.pack + path, toUtf8(text)]))
}

async function leaveTrail({ store }: Needs, { org, actor }: Session, sealed: SealedReport) {
  await store.trail(org.id, {
    actor: actor.id,
    act: 'export',
    subject: sealed.document.template,
    outcome: 'done',
    detail: `${sealed.document.year} year-pack`,
  })
}

function refuseUnsigned(): never {
  return refuse('year-pack.unsigned', {
    text: {
      zh: '这份文件没有签发，或者没有带证据，做不成年度证据包。',
      en: 'The file is not signed or carries no evidence: no year pack can be made of it.',
    },
    hint: {
      zh: '请先签发报告，再导出证据包。',
      en: 'Sign the report first, then export its pack.',
    },
  })
}
