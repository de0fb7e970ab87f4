import type { VersionView } from '../../api/contract/record.ts'
import { holds } from '../../ledger/predicate/evaluate.ts'
import type { Stage } from '../../ledger/register/register.ts'

/** A stage on the way of a record, and the version that first satisfied it. */
export interface Reached {
  readonly stage: Stage
  /** The day that the record itself names; the entry's moment may be later. */
  readonly on: string | null
  readonly version: VersionView | null
}

/** How a record came along, from its versions alone: each stage with the entry that reached it. */
export function wayOf(
  stages: readonly Stage[],
  versions: readonly VersionView[],
  { today }: { readonly today: string },
): readonly Reached[] {
  const newest = versions.at(-1)
  return stages.map((stage) => {
    const reaches = ({ values }: VersionView) =>
      stage.when === undefined || holds(stage.when, { id: null, values }, { today })
    // Only what still holds was reached for good: a step that was taken back is not on the way.
    const version = newest && reaches(newest) ? (firstOfRun(versions, reaches) ?? null) : null
    const day = stage.on === undefined ? null : newest?.values[stage.on]
    return { stage, on: version !== null && typeof day === 'string' ? day : null, version }
  })
}

/** The first version of the unbroken run that ends with the newest one. */
function firstOfRun(
  versions: readonly VersionView[],
  holdsIn: (version: VersionView) => boolean,
): VersionView | undefined {
  const broken = versions.findLastIndex((one) => !holdsIn(one))
  return versions[broken + 1]
}
