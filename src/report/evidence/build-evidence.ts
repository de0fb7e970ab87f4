import type { Duty } from '../../duty/duty.ts'
import type { Choice } from '../../ledger/choice.ts'
import { namedChoice } from '../../ledger/choice.ts'
import type { UnitTerms } from '../../ledger/core/unit-terms.ts'
import type { FoldedRecord } from '../../ledger/record/fold.ts'
import { foldLeaves } from '../../ledger/record/fold.ts'
import type { Field, Register } from '../../ledger/register/register.ts'
import { hashFromBase64, toBase64 } from '../../log/base64.ts'
import type { Json } from '../../log/canonical-json.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { HashReader } from '../../log/merkle-tree.ts'
import { inclusionProof, readerOverLeaves } from '../../log/merkle-tree.ts'
import { openJointly } from '../../log/open-jointly.ts'
import type { Payload } from '../../log/payload-tree.ts'
import type { AnsweredCall } from '../call/answered-call.ts'
import { itemBelow } from '../call/below.ts'
import type { ReportDocument } from '../document.ts'
import { passkeysInForce } from '../passkey/passkeys-in-force.ts'
import type {
  CorrectedReport,
  Definitions,
  Evidence,
  Leaves,
  OpenedEntry,
  OpenedOverride,
} from './evidence.ts'
import { carriedLeavesMax, passkeyPaths } from './evidence.ts'
import type { EvidenceEntry } from './evidence-entry.ts'
import type { FieldNeeds } from './field-needs.ts'
import { entriesOf, openBelow } from './open-below.ts'
import type { KnownDefinitions, ReportUses } from './report-uses.ts'
import { usesOf } from './report-uses.ts'
import { pathsToShow } from './shown-fields.ts'

/** What evidence is built from. */
export interface EvidenceSources {
  readonly organisation: Evidence['organisation']
  readonly keys: { readonly log: string; readonly receipt: string }
  readonly page: string | null
  /** The signed checkpoint C1, and every entry under it in order. */
  readonly checkpoint: string
  readonly entries: readonly EvidenceEntry[]
  readonly pack: KnownDefinitions & {
    readonly digest: string
    readonly lists: ReadonlyMap<string, readonly Choice[]>
    readonly unit: Pick<UnitTerms, 'names' | 'laid'>
  }
  readonly today: string
  /** Claims that were overridden, each with the entry that says so. */
  readonly overrides: readonly { readonly claim: string; readonly entry: number }[]
  /** Random id of whoever is to sign, whose passkeys are shown; null while nobody is. */
  readonly signer: string | null
  /** The signed report that this one corrects; absent: none. */
  readonly corrects?: CorrectedReport | null
  /** The call that it answers; absent: none. */
  readonly answers?: AnsweredCall | null
  /** The record of the call by which that one was passed on; absent: none. */
  readonly passedOn?: string | null
  /** At most so many leaves; the default is what a file carries. */
  readonly leavesMax?: number
}

/**
 * Gathers what a stranger needs to compute every claim again: leaves, and of each record that a
 * definition looks at just the fields that it reads. Throws where the log breaks its own rules.
 */
export function buildEvidence(
  crypto: LogCrypto,
  document: ReportDocument,
  sources: EvidenceSources,
): Evidence {
  const { entries, pack } = sources
  const uses = usesOf(document, pack)
  const standing = foldLeaves(
    entries
      .slice(0, document.asOf.size)
      .map(({ index, leaf, leafHash }) => ({ index, leaf, hash: leafHash })),
  )
  if (standing === null) throw new Error('versions of a record do not follow each other')
  const shown = shownRecords(standing, uses)
  const records = shown.flatMap(({ record, needs }) => {
    const entry = entries[record.valueEntry]
    return entry?.payload ? [openEntry(crypto, { entry, payload: entry.payload, needs })] : []
  })
  const passkeys = openPasskeys(crypto, sources)
  const below = sources.passedOn
    ? openBelow(crypto, { call: sources.passedOn, states: statedIn(document), entries, standing })
    : null
  const laid = pack.unit.laid.filter(({ duty }) => uses.duties.has(duty))
  const opened = [...records, ...passkeys, ...(below ? entriesOf(below) : [])]
  return {
    v: 1,
    organisation: sources.organisation,
    keys: sources.keys,
    page: sources.page,
    checkpoint: sources.checkpoint,
    pack: pack.digest,
    today: sources.today,
    definitions: definitionsOf(uses, pack),
    ...(pack.unit.names.length > 0 ? { names: plain(pack.unit.names) } : {}),
    ...(laid.length > 0 ? { laid: plain(laid) } : {}),
    leaves: leavesOf(crypto, document, { sources, standing, opened }),
    records,
    overrides: openOverrides(crypto, sources),
    annex: 3,
    ...(passkeys.length > 0 ? { passkeys } : {}),
    ...(sources.corrects ? { corrects: sources.corrects } : {}),
    ...(sources.answers ? { answers: sources.answers } : {}),
    ...(below ? { below } : {}),
  }
}

/** Whether a document states what came of a line of a call that was passed on. */
function statedIn({ claims }: ReportDocument): (item: string) => boolean {
  const items = new Set(claims.map(({ figure }) => itemBelow(figure ?? '')))
  return (item) => items.has(item)
}

interface ShownRecord {
  readonly record: FoldedRecord
  readonly needs: FieldNeeds
}

/** Records of which fields are opened: those that count and those that do not match alike. */
function shownRecords(
  standing: ReadonlyMap<string, FoldedRecord>,
  { needs }: ReportUses,
): ShownRecord[] {
  return [...standing.values()]
    .flatMap((record): ShownRecord[] => {
      const fields = needs.fields.get(record.register)
      const isLooked = record.state === 'live' && needs.looksAt(record)
      return isLooked && fields && fields.size > 0 ? [{ record, needs: fields }] : []
    })
    .sort((one, other) => one.record.valueEntry - other.record.valueEntry)
}

function openEntry(
  crypto: LogCrypto,
  { entry, payload, needs }: { entry: EvidenceEntry; payload: Payload; needs: FieldNeeds },
): OpenedEntry {
  const cells = new Map<string, Json | undefined>(
    'secret' in payload
      ? payload.fields.map(({ path, value }) => [path, value])
      : payload.cells.map((cell) => [cell.path, 'hash' in cell ? undefined : cell.value]),
  )
  const paths = pathsToShow(needs, cells)
  const erased = paths.filter((path) => cells.has(path) && cells.get(path) === undefined)
  return {
    entry: entry.index,
    opening: openJointly(crypto, payload, new Set(paths)),
    ...(erased.length > 0 ? { erased } : {}),
  }
}

/** All that an override says is opened: it was written to be read. */
function openOverrides(
  crypto: LogCrypto,
  { overrides, entries }: EvidenceSources,
): OpenedOverride[] {
  return overrides.map(({ claim, entry: index }) => {
    const payload = entries[index]?.payload
    if (!payload) throw new Error(`entry ${index} holds no override`)
    const cells = 'secret' in payload ? payload.fields : payload.cells
    const paths = cells.map(({ path }) => path).filter((path) => !path.startsWith('$'))
    return { claim, entry: index, opening: openJointly(crypto, payload, new Set(paths)) }
  })
}

function openPasskeys(crypto: LogCrypto, { signer, entries }: EvidenceSources): OpenedEntry[] {
  if (signer === null) return []
  return passkeysInForce(entries, signer).flatMap((index) => {
    const payload = entries[index]?.payload
    return payload ? [{ entry: index, opening: openJointly(crypto, payload, passkeyOpened) }] : []
  })
}

const passkeyOpened = new Set<string>(passkeyPaths)

function definitionsOf(
  uses: ReportUses,
  { registers, figures, lists }: EvidenceSources['pack'],
): Definitions {
  const duties: Duty[] = [...uses.duties.values()].map(({ definition }) => definition)
  const reads = [...uses.duties.values()].flatMap((one) => one.reads)
  const figureIds = new Set([
    ...uses.figures.keys(),
    ...reads.flatMap(({ figure }) => figure ?? []),
  ])
  const used = [...figureIds].flatMap((id) => figures.get(id) ?? [])
  const registerIds = new Set([
    ...uses.needs.fields.keys(),
    ...used.map(({ measure }) => measure.register),
    ...reads.map(({ register }) => register),
  ])
  const usedRegisters = [...registerIds].flatMap((id) => registers.get(id) ?? [])
  const listIds = new Set(usedRegisters.flatMap(listsOf))
  return plain({
    registers: sortedById(usedRegisters),
    lists: [...listIds].sort().flatMap((id) => {
      const choices = lists.get(id)
      return choices ? [{ id, choices: choices.map(namedChoice) }] : []
    }),
    figures: sortedById(used),
    duties: sortedById(duties),
  })
}

function listsOf({ fields }: Pick<Register, 'fields'>): string[] {
  return fields.flatMap(({ of, fields: inner }: Field) => [
    ...(of === undefined ? [] : [of]),
    ...listsOf({ fields: inner ?? [] }),
  ])
}

function sortedById<T extends { readonly id: string }>(items: readonly T[]): T[] {
  return [...items].sort((one, other) => (one.id < other.id ? -1 : 1))
}

/** As it will be read back: a loaded pack may hold keys without a value, JSON does not. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}

function leavesOf(
  crypto: LogCrypto,
  document: ReportDocument,
  given: {
    readonly sources: EvidenceSources
    readonly standing: ReadonlyMap<string, FoldedRecord>
    readonly opened: readonly OpenedEntry[]
  },
): Leaves {
  const { entries, leavesMax = carriedLeavesMax, overrides } = given.sources
  if (entries.length <= leavesMax) {
    return { kind: 'all', texts: entries.map(({ leafText }) => leafText) }
  }
  const named = document.claims.flatMap(({ records }) => records)
  const indexes = new Set([
    ...given.opened.map(({ entry }) => entry),
    ...overrides.map(({ entry }) => entry),
    ...named.flatMap((id) => given.standing.get(id)?.valueEntry ?? []),
  ])
  const read = readerOfEntries(crypto, entries)
  return {
    kind: 'some',
    entries: [...indexes]
      .sort((one, other) => one - other)
      .map((index) => ({
        index,
        text: entries[index]?.leafText ?? '',
        proof: inclusionProof(crypto, { index, size: entries.length }, read).map(toBase64),
      })),
  }
}

function readerOfEntries(crypto: LogCrypto, entries: readonly EvidenceEntry[]): HashReader {
  const hashes = entries.map(({ leafHash }) => hashFromBase64(leafHash) ?? new Uint8Array(0))
  return readerOverLeaves(crypto, hashes)
}
