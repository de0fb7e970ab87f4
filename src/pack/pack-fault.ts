import type { Fault, Place } from '../ledger/fault.ts'
import type { Label } from '../ledger/label.ts'

/** A mistake in a pack, with where an editor finds it. */
export interface PackFault extends Fault {
  /** Path inside the pack folder, e.g. `registers/meeting.yaml`. */
  readonly file: string
  /** From 1; 1 where the whole file is meant. */
  readonly line: number
  /** The key in question, dotted, e.g. `fields.3.type`; empty where the whole file is meant. */
  readonly key: string
}

/** Builds a pack fault; its place is the file, then the path inside it. */
export function packFault(
  code: `pack.${string}`,
  where: { file: string; line: number; path?: Place },
  say: { text: Label; hint: Label },
): PackFault {
  const path = where.path ?? []
  return {
    code,
    at: [where.file, ...path],
    file: where.file,
    line: where.line,
    key: path.join('.'),
    text: say.text,
    hint: say.hint,
  }
}
