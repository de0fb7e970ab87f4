import { core } from '../../ledger/core/core-registers.ts'
import type { FoldedRecord } from '../../ledger/record/fold.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { openJointly } from '../../log/open-jointly.ts'
import type { Payload } from '../../log/payload-tree.ts'
import { isOpenedInSealed } from '../call/sealed-entry.ts'
import { answerFields, bodyFields, otherFields } from './below-fields.ts'
import type { OpenedBelow, OpenedEntry } from './evidence.ts'
import type { EvidenceEntry } from './evidence-entry.ts'

/**
 * Opens what was counted of the bodies below by a call: of each answer what it says to the lines
 * that the report states, and nothing of others; null where the call was not signed.
 */
export function openBelow(
  crypto: LogCrypto,
  given: {
    readonly call: string
    /** Whether the report states what came of a line (`CallItem.item`). */
    readonly states: (item: string) => boolean
    readonly entries: readonly EvidenceEntry[]
    readonly standing: ReadonlyMap<string, FoldedRecord>
  },
): OpenedBelow | null {
  const { call, states, entries, standing } = given
  const signed = entries.find(({ leaf }) => leaf.kind === 'sign' && leaf.record === call)
  if (!signed?.payload) return null
  const live = [...standing.values()]
    .filter(({ state }) => state === 'live')
    .sort((one, other) => one.valueEntry - other.valueEntry)
  const opened = (register: string, shownOf: (payload: Payload) => (path: string) => boolean) =>
    live.flatMap((record): OpenedEntry[] => {
      const payload = record.register === register ? entries[record.valueEntry]?.payload : null
      return payload ? [open(crypto, record.valueEntry, payload, shownOf(payload))] : []
    })
  const only = (fields: ReadonlySet<string>) => (path: string) => isOf(fields, path)
  return {
    call: open(crypto, signed.index, signed.payload, isOpenedInSealed),
    bodies: opened(core.subordinate.id, () => only(bodyFields)),
    arrivals: opened(core.receivedReport.id, (payload) =>
      valueAt(payload, core.receivedReport.names.call) === call
        ? (path) => isOf(answerFields, path) && isStated(payload, path, states)
        : only(otherFields),
    ),
  }
}

/** Whether a path leads to a line that is stated, or to none. */
function isStated(payload: Payload, path: string, states: (item: string) => boolean): boolean {
  const [field, row, cell] = path.split('/')
  const isCell = field === core.receivedReport.names.collected && cell !== undefined
  return !isCell || states(String(valueAt(payload, `${field}/${row}/item`)))
}

/** All entries that are opened so. */
export function entriesOf({ call, bodies, arrivals }: OpenedBelow): readonly OpenedEntry[] {
  return [call, ...bodies, ...arrivals]
}

function open(
  crypto: LogCrypto,
  entry: number,
  payload: Payload,
  isShown: (path: string) => boolean,
): OpenedEntry {
  const paths = cellsOf(payload).map(({ path }) => path)
  return { entry, opening: openJointly(crypto, payload, new Set(paths.filter(isShown))) }
}

/** The shape of the record shows that no field was left out. */
function isOf(fields: ReadonlySet<string>, path: string): boolean {
  return path === '#' || fields.has(path.split('/')[0] ?? '')
}

function cellsOf(payload: Payload) {
  return 'secret' in payload ? payload.fields : payload.cells
}

function valueAt(payload: Payload, path: string): unknown {
  const cell = cellsOf(payload).find((one) => one.path === path)
  return cell && 'value' in cell ? cell.value : undefined
}
