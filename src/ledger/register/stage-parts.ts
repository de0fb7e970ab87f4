import type { Label } from '../label.ts'
import type { Field, Register } from './register.ts'

/** What is said on the way to one stage. */
export interface StagePart {
  /** The heading; null: no stage asks for these fields. */
  readonly label: Label | null
  readonly fields: readonly Field[]
}

/**
 * The fields of a register by the stages of its way, in order; a field stands with the first stage
 * that asks for it, and what none asks for comes last. A register without stages is one such part.
 */
export function stageParts({ fields, stages = [] }: Register): readonly StagePart[] {
  const left = new Map(fields.map((field) => [field.id, field]))
  const asked = stages.map(({ part, label, asks }): StagePart => {
    const own = asks.flatMap((id) => left.get(id) ?? [])
    for (const { id } of own) left.delete(id)
    return { label: part ?? label, fields: own }
  })
  const parts = [...asked, { label: null, fields: [...left.values()] }]
  return parts.filter((part) => part.fields.length > 0)
}
