import type { Fault } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import type { Leaf } from '../../log/leaf.ts'
import { difference } from './difference.ts'
import type { SaidByEntry } from './said-by-entry.ts'

/** One payload that was erased lawfully. */
export interface Erased {
  readonly entry: number
  /** The entry that erased it. */
  readonly by: number
  readonly text: Label
}

/** Matches erased payloads with the entries of kind `erase` that name them. */
export interface Erasures {
  see(entry: SaidByEntry, leaf: Leaf): void
  found(): readonly Erased[]
  /** Payloads that were erased though no entry says so. */
  faults(): readonly Fault[]
}

/** For one organisation. */
export function erasuresOf(org: string): Erasures {
  const erased: number[] = []
  const by = new Map<number, number>()
  return {
    see: (entry, leaf) => {
      if (entry.erased !== null) erased.push(entry.index)
      if (leaf.kind !== 'erase') return
      for (const target of erasureTargets(entry.fields)) {
        // What stands later in the log cannot have been there to erase.
        if (target < entry.index) by.set(target, entry.index)
      }
    },
    found: () =>
      erased.flatMap((entry) => {
        const eraser = by.get(entry)
        return eraser === undefined ? [] : [{ entry, by: eraser, text: erasedText(entry, eraser) }]
      }),
    faults: () => erased.filter((entry) => !by.has(entry)).map((entry) => unlawful(org, entry)),
  }
}

/** The entries that an erasing entry names in its field `$erases`. */
function erasureTargets(fields: string | null): number[] {
  try {
    const values = JSON.parse(fields ?? '{}') as { $erases?: unknown }
    const targets = Array.isArray(values.$erases) ? values.$erases : []
    return targets.map(Number).filter((one) => Number.isSafeInteger(one) && one >= 0)
  } catch {
    return []
  }
}

function erasedText(entry: number, by: number): Label {
  return {
    zh: `条目 ${entry} 的部分内容已由条目 ${by} 依法删除。`,
    en: `Part of entry ${entry} was erased by entry ${by}.`,
  }
}

function unlawful(org: string, entry: number): Fault {
  return difference(org, ['payload', entry], {
    code: 'payload.erased',
    text: {
      zh: `条目 ${entry} 的内容已被删除，但日志中没有删除条目。`,
      en: `The fields of entry ${entry} were erased, but no entry says so.`,
    },
  })
}
