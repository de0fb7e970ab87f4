import { cap } from './cap.ts'
import { deadline } from './deadline.ts'
import { each } from './each.ts'
import { everyone } from './everyone.ts'
import { forEach } from './for-each.ts'
import { held } from './held.ts'
import { hours } from './hours.ts'
import { none } from './none.ts'
import { notMoreThanLastYear } from './not-more-than-last-year.ts'
import { quota } from './quota.ts'
import type { RequirementKind, RuleOf } from './requirement-kind.ts'
import { season } from './season.ts'
import { task } from './task.ts'
import { term } from './term.ts'
import { weekly } from './weekly.ts'
import { within } from './within.ts'

/**
 * Every kind of requirement. The only list of them. What YAML says is of the first whose first key
 * it has: `everyone` and `in` have `atLeast` too, so that `quota` comes after them.
 */
export const requirementKinds = [
  forEach,
  task,
  term,
  within,
  held,
  hours,
  everyone,
  each,
  none,
  deadline,
  season,
  notMoreThanLastYear,
  weekly,
  quota,
  cap,
] as const

/** What is owed: a rule of one of the kinds. */
export type Requirement = RuleOf<(typeof requirementKinds)[number]>

const byName: ReadonlyMap<string, RequirementKind<Requirement>> = new Map(
  requirementKinds.map((one) => [one.kind, one]),
)

/** The kind of a requirement. Throws: a pack that asks for another never loads. */
export function requirementKindOf({
  kind,
}: Pick<Requirement, 'kind'>): RequirementKind<Requirement> {
  const found = byName.get(kind)
  if (found === undefined) throw new TypeError(`no such kind of requirement: ${kind}`)
  return found
}
