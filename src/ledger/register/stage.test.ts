import { describe, expect, it } from 'vitest'
import type { Stage } from './register.ts'
import type { Move } from './stage.ts'
import { moveFaults, nextStage, stageDue, stageOf } from './stage.ts'

const label = { zh: '阶段', en: 'Stage' }
const stages: readonly Stage[] = [
  { id: 'found', label, asks: ['title'], due: 'due', settled: false },
  {
    id: 'checked',
    label,
    when: { checkedBy: { exists: true } },
    asks: ['checkedBy'],
    settled: false,
  },
  {
    id: 'closed',
    label,
    when: { closedOn: { exists: true } },
    on: 'closedOn',
    asks: ['closedOn'],
    settled: true,
    by: { person: 'checkedBy', or: ['lead'], never: ['owner'] },
  },
  {
    id: 'returned',
    label,
    when: { closedOn: { exists: true }, id: { answeredBy: { register: 'problem', via: 'of' } } },
    asks: [],
    settled: true,
  },
]
const context = { today: '2025-06-01' }
const at = (values: Record<string, string>, answers?: () => boolean) =>
  stageOf(stages, { id: 'a', values }, answers ? { ...context, answers } : context)?.id

describe('stageOf', () => {
  it('is the last stage whose predicate holds, whatever was left out before', () => {
    expect(at({})).toBe('found')
    expect(at({ checkedBy: 'li' })).toBe('checked')
    expect(at({ closedOn: '2025-05-01' })).toBe('closed')
    expect(at({ closedOn: '2025-05-01' }, () => true)).toBe('returned')
    expect(stageOf(undefined, { id: 'a', values: {} }, context)).toBeNull()
  })

  it('knows the next stage that asks for something', () => {
    expect(nextStage(stages, stages[0] ?? null)?.id).toBe('checked')
    expect(nextStage(stages, stages[2] ?? null)).toBeNull()
  })
})

describe('stageDue', () => {
  it('is the day in the field that the stage names', () => {
    expect(stageDue(stages[0] ?? null, { due: '2025-06-12' })).toBe('2025-06-12')
  })

  it('is nothing where no date is set, or the stage knows none', () => {
    expect(stageDue(stages[0] ?? null, {})).toBeNull()
    expect(stageDue(stages[2] ?? null, { due: '2025-01-01' })).toBeNull()
  })
})

describe('moveFaults', () => {
  const closing = { owner: 'wang', checkedBy: 'li', closedOn: '2025-05-01' }
  const codes = (move: Partial<Move>) =>
    moveFaults(stages, {
      before: { owner: 'wang', checkedBy: 'li' },
      after: closing,
      today: '2025-06-01',
      actor: { person: 'li', roles: [] },
      ...move,
    }).map(({ code, at: place }) => [code, ...place])
  const refused = [['stage.not-yours', 'closedOn']]
  const by = (person: string | null, ...roles: string[]) => ({ actor: { person, roles } })

  it('lets the checker close out, or the role, and nobody else', () => {
    expect(codes({})).toEqual([])
    expect(codes(by('zhao', 'lead'))).toEqual([])
    expect(codes(by(null, 'lead'))).toEqual([])
    expect(codes(by('zhao', 'clerk'))).toEqual(refused)
    expect(codes(by(null))).toEqual(refused)
  })

  it('never lets the owner, whatever the role, nor after handing the problem over', () => {
    expect(codes(by('wang', 'lead'))).toEqual(refused)
    const after = { ...closing, owner: 'zhao', checkedBy: 'wang' }
    expect(codes({ after, ...by('wang') })).toEqual(refused)
  })

  it('never lets whoever stands in for the owner, whatever the role', () => {
    const deputy = { person: 'zhao', roles: ['lead'] }
    expect(codes({ actor: { ...deputy, standingInFor: 'wang' } })).toEqual(refused)
    expect(codes({ actor: { ...deputy, standingInFor: 'sun' } })).toEqual([])
    expect(codes({ actor: { person: 'wang', roles: [], standingInFor: 'li' } })).toEqual(refused)
  })

  it('asks it of a new record, and of whoever takes the place of the checker', () => {
    expect(codes({ before: null, ...by('zhao') })).toEqual(refused)
    const after = { ...closing, checkedBy: 'zhao' }
    expect(codes({ before: closing, after, ...by('sun') })).toEqual(refused)
    expect(codes({ before: closing, after, ...by('zhao') })).toEqual([])
  })

  it('leaves other corrections of what is closed out alone', () => {
    expect(codes({ before: closing, after: { ...closing, note: 'x' }, ...by('sun') })).toEqual([])
    const { closedOn: _, ...open } = closing
    expect(codes({ before: closing, after: open, ...by('sun') })).toEqual([])
  })
})
