import { beforeAll, describe, expect, it } from 'vitest'
import type { DutyStanding, DutyWindow } from '../../src/duty/duty-standing.ts'
import type { Requirement } from '../../src/duty/requirements/requirement-kinds.ts'
import type { Pack } from '../../src/pack/pack.ts'
import type { CaseSide, CoverageCase } from '../pack/coverage-cases.ts'
import { coverageCases, standingIn } from '../pack/coverage-cases.ts'
import { governancePack } from '../pack/own-packs.ts'

const cases = (await coverageCases()).filter((one) => one.duty !== undefined)

let pack: Pack

beforeAll(async () => {
  pack = await governancePack()
})

interface Sides {
  readonly meets: DutyStanding
  readonly misses: DutyStanding
}

/** How far a side is from its threshold: 0 on it, 1 one short of it. */
function shortBy({ done, owed }: DutyWindow): number {
  return owed - done
}

/** The windows of both sides that lie on the two sides of one threshold. */
function standsOnBothSides(require: Requirement, { meets, misses }: Sides): boolean {
  return meets.windows.some((window) => {
    const other = misses.windows.find(({ period }) => period === window.period)
    return other !== undefined && isPair(require, { meets: window, misses: other })
  })
}

function isPair(
  require: Requirement,
  { meets, misses }: { readonly meets: DutyWindow; readonly misses: DutyWindow },
): boolean {
  switch (require.kind) {
    case 'cap':
    case 'notMoreThanLastYear':
      return shortBy(meets) === 0 && shortBy(misses) === -1
    case 'none':
      return meets.records.length === 1 && misses.state !== 'met'
    case 'weekly':
    case 'within':
    case 'deadline':
    case 'term':
    case 'task':
      return meets.state !== 'overdue' && misses.state === 'overdue'
    default:
      return shortBy(meets) === 0 && shortBy(misses) === 1
  }
}

describe('cases stand on both sides of the threshold of', () => {
  it.each([...new Set(cases.map(({ duty }) => duty ?? ''))])('%s', (id) => {
    const require = pack.duties.get(id)?.require
    if (require === undefined) throw new Error(`no duty ${id}`)
    const judge = (one: CoverageCase, side: CaseSide) => {
      const standing = standingIn(pack, one, side)
      if (standing === null) throw new Error(`no standing of ${id}`)
      return standing
    }
    const sides = cases
      .filter(({ duty }) => duty === id)
      .map((one) => ({ meets: judge(one, one.meets), misses: judge(one, one.misses) }))
    const told = sides.map(({ meets, misses }) =>
      [meets, misses].map(({ windows, state }) => [
        state,
        ...windows.map(({ done, owed }) => `${done}/${owed}`),
      ]),
    )
    expect(
      sides.some((one) => standsOnBothSides(require, one)),
      JSON.stringify([require.kind, told]),
    ).toBe(true)
  })
})

/** The side with one record fewer, for each of its records. */
function oneFewer({ records = [], ...side }: CaseSide): readonly CaseSide[] {
  return records.map((record, nth) => {
    const others = records.filter((_, at) => at !== nth)
    const times = (record.times ?? 1) - 1
    return { ...side, records: times === 0 ? others : [...others, { ...record, times }] }
  })
}

describe('a case meets by no more than it needs:', () => {
  const lower = ['quota', 'season', 'everyone', 'hours', 'forEach']
  it('one record fewer, whichever, and it falls short', () => {
    const loose = [...new Set(cases.map(({ duty }) => duty ?? ''))].filter((id) => {
      const require = pack.duties.get(id)?.require
      if (require === undefined || !lower.includes(require.kind)) return false
      const of = cases.filter(({ duty, meets }) => duty === id && meets.state === 'met')
      const isTight = (one: CoverageCase) =>
        oneFewer(one.meets).some((side) => standingIn(pack, one, side)?.state !== 'met')
      return of.length > 0 && !of.some(isTight)
    })
    expect(loose).toEqual([])
  })
})
