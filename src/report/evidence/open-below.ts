import { core } from '../../ledger/core/core-registers.ts'
import type { FoldedRecord } from '../../ledger/record/fold.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { openJointly } from '../../log/open-jointly.ts'
import type { Payload } from '../../log/payload-tree.ts'
import { isOpenedInCall } from '../call/sealed-call.ts'
import { answerFields, bodyFields, otherFields } from './below-fields.ts'
import type { EvidenceEntry } from './evidence-entry.ts'
import type { OpenedBelow, OpenedEntry } from './evidence.ts'

/** Opens what was counted of the bodies below by a call; null where it was not signed. */
export function openBelow(
  crypto: LogCrypto,
  given: {
    readonly call: string
    readonly entries: readonly EvidenceEntry[]
    readonly standing: ReadonlyMap<string, FoldedRecord>
  },
): OpenedBelow | null {
  const { call, entries, standing } = given
  const signed = entries.find(({ leaf }) => leaf.kind === 'sign' && leaf.record === call)
  if (!signed?.payload) return null
  const live = [...standing.values()]
    .filter(({ state }) => state === 'live')
    .sort((one, other) => one.valueEntry - other.valueEntry)
  const opened = (register: string, fieldsOf: (payload: Payload) => ReadonlySet<string>) =>
    live.flatMap((record): OpenedEntry[] => {
      const payload = record.register === register ? entries[record.valueEntry]?.payload : null
      if (!payload) return []
      const fields = fieldsOf(payload)
      return [open(crypto, record.valueEntry, payload, (path) => isOf(fields, path))]
    })
  return {
    call: open(crypto, signed.index, signed.payload, isOpenedInCall),
    bodies: opened(core.subordinate.id, () => bodyFields),
    arrivals: opened(core.receivedReport.id, (payload) =>
      valueAt(payload, core.receivedReport.names.call) === call ? answerFields : otherFields,
    ),
  }
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
