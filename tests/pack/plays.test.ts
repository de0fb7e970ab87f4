import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readPackFolder } from '../../src/adapters/packs/read-pack-folder.ts'
import { fieldContext, fieldKindOf } from '../../src/ledger/fields/field-kinds.ts'
import type { Field } from '../../src/ledger/register/register.ts'
import type { Plays } from '../../src/ledger/register/roles.ts'
import { playersOf } from '../../src/ledger/register/roles.ts'
import { loadPack } from '../../src/pack/load-pack.ts'
import type { Pack } from '../../src/pack/pack.ts'
import type { PackFiles } from '../../src/pack/pack-files.ts'
import { rolesOfEarlierPacks } from '../../src/pack/roles-of-earlier-packs.ts'
import { governancePack, sha256 } from './own-packs.ts'
import { smallPack } from './small-pack.ts'

const order = 'registers/order.yaml'

/** The small pack with a register that plays a task. */
const withOrders: PackFiles = {
  ...smallPack,
  [order]: `id: order
label: { zh: 交办事项, en: Orders }
date: givenOn
title: "{what}"
plays:
  task:
    title: what
    owner: who
    due: until
    doneOn: endedOn
    plan: kind
    nextSteps: usual
    progress: steps
    noted: said
    handsOver: [who, steps.by]
fields:
  - { id: what, type: text, required: true, label: { zh: 事项, en: What } }
  - { id: givenOn, type: date, required: true, label: { zh: 交办日期, en: Given on } }
  - { id: who, type: person, label: { zh: 承办人, en: Who } }
  - { id: until, type: date, label: { zh: 时限, en: Until } }
  - { id: endedOn, type: date, label: { zh: 办结日期, en: Ended on } }
  - { id: kind, type: choice, of: kinds, label: { zh: 类型, en: Kind } }
  - { id: visit, type: record, register: visit, label: { zh: 走访, en: Visit } }
  - id: steps
    type: rows
    max: 10
    label: { zh: 进展, en: Steps }
    fields:
      - { id: said, type: text, label: { zh: 内容, en: Words } }
      - { id: by, type: person, label: { zh: 记录人, en: By } }
`,
}

function faultsOf(files: PackFiles) {
  return loadPack(files, { sha256 }).faults ?? []
}

test('a register says what it plays, and code finds it by the role', () => {
  const { pack, faults } = loadPack(withOrders, { sha256 })
  expect(faults).toBeUndefined()
  if (!pack) return
  const [player, ...others] = playersOf(pack, 'task')
  expect(others).toEqual([])
  expect(player?.register.id).toBe('order')
  expect(player?.fields).toMatchObject({ owner: 'who', due: 'until', doneOn: 'endedOn' })
  expect(playersOf(pack, 'problem')).toEqual([])
})

test('any number of registers may play one role', () => {
  const second = (withOrders[order] ?? '').replace('id: order', 'id: errand')
  const { pack, faults } = loadPack({ ...withOrders, 'registers/errand.yaml': second }, { sha256 })
  expect(faults).toBeUndefined()
  expect(pack && playersOf(pack, 'task').map(({ register }) => register.id)).toEqual([
    'errand',
    'order',
  ])
})

test.each([
  ['    owner: who\n', '', `${order}:6 pack.register.plays.missing plays.task`],
  ['owner: who', 'owner: whom', `${order}:8 pack.register.plays.field plays.task.owner`],
  ['owner: who', 'owner: what', `${order}:8 pack.register.plays.kind plays.task.owner`],
  ['due: until', 'due: who', `${order}:9 pack.register.plays.kind plays.task.due`],
  ['noted: said', 'noted: by', `${order}:14 pack.register.plays.kind plays.task.noted`],
  ['noted: said', 'noted: what', `${order}:14 pack.register.plays.field plays.task.noted`],
  ['steps.by', 'steps.said', `${order}:15 pack.register.plays.kind plays.task.handsOver.1`],
  ['usual', 'unusual', `${order}:12 pack.register.plays.choice plays.task.nextSteps`],
  ['    plan: kind\n', '', `${order}:11 pack.register.plays.choice plays.task.nextSteps`],
  ['noted: said', 'problem: visit', `${order}:14 pack.register.plays.register plays.task.problem`],
  ['  task:', '  problem:', `${order}:6 pack.register.plays.stages plays.problem`],
  ['  task:', '  tusk:', `${order}:6 pack.key.unknown plays.tusk`],
  ['    due: until', '    duo: until', `${order}:9 pack.key.unknown plays.task.duo`],
] as const)('a role that does not fit is refused: %s → %s', (from, to, expected) => {
  const text = withOrders[order] ?? ''
  expect(text).toContain(from)
  const changed = text
    .replace(from, to)
    // The rest of a task is unknown to a problem, which is not what is asked here.
    .replace(/ {2}problem:\n[^]*?fields:/, '  problem: { title: what, owner: who }\nfields:')
  const faults = faultsOf({ ...withOrders, [order]: changed })
  const told = faults.map((one) => `${one.file}:${one.line} ${one.code} ${one.key}`)
  expect(told).toContain(expected)
  for (const { text: said, hint } of faults) {
    expect(`${said.zh}${hint.zh}`).toMatch(/\p{Script=Han}/u)
    expect(`${said.en}${hint.en}`).not.toMatch(/\p{Script=Han}/u)
  }
})

test('a core register that was changed is refused with the place', async () => {
  const files = await readPackFolder('packs/cn-party-governance')
  const told = (from: string, to: string, register = 'stand-in') => {
    const path = `core/registers/${register}.yaml`
    const text = files[path] ?? ''
    expect(text).toContain(from)
    return faultsOf({ ...files, [path]: text.replaceAll(from, to) }).map(
      ({ code, key }) => `${code} ${key}`,
    )
  }
  expect(told('id: grantedBy', 'id: givenBy')).toEqual(['pack.register.core.field fields'])
  expect(told('id: grantedBy, type: person', 'id: grantedBy, type: text')).toEqual([
    'pack.register.core.kind fields.5.type',
  ])
  // Packs adopted before had the years of reports as numbers, and are still read.
  expect(told('id: year, type: year', 'id: year, type: number', 'report')).toEqual([])
  expect(told('id: year, type: year', 'id: year, type: text', 'report')).toEqual([
    'pack.register.core.kind fields.2.type',
  ])
})

test.each(['report', 'received-report', 'baseline'])(
  'the year of a %s is shown as one, and a number as it was written',
  async (id) => {
    const pack = await governancePack()
    const fields = pack.registers.get(id)?.fields ?? []
    const shown = (field: Field | undefined, value: number) =>
      field && fieldKindOf(field.type).text(value, field, fieldContext({ lists: pack.lists }), 'en')
    expect(
      shown(
        fields.find((one) => one.id === 'year'),
        2025,
      ),
    ).toBe('2025')
    const rows = fields.find((one) => one.id === 'collected')?.fields ?? []
    if (id === 'received-report') {
      const value = rows.find((one) => one.id === 'value')
      expect([2, 1234.5].map((one) => shown(value, one))).toEqual(['2', '1,234.5'])
    }
  },
)

/** The pack of today without what registers say that they play. */
async function withoutPlays(): Promise<PackFiles> {
  const files = await readPackFolder('packs/cn-party-governance')
  const registers = changed(files, 'registers/', (text) => text.replace(/^plays:\n(?: .*\n)+/m, ''))
  // An event is made of what registers play.
  return changed(registers, 'pack.yaml', (text) => text.replace(/^events:\n(?: .*\n)+/m, ''))
}

/** What a pack of today plays in the roles of then: events and the calls that tasks answer came later. */
function rolesOfThen({ plays }: Pack): ReadonlyMap<string, Plays> {
  const kept = [...plays].map(([id, played]) => {
    const { eventPart, sentReport, ...then } = played
    const kept = eventPart || sentReport ? then : played
    return [id, kept.task ? { ...kept, task: withoutCall(kept.task) } : kept] as const
  })
  return new Map(kept.filter(([, then]) => Object.keys(then).length > 0))
}

function withoutCall<T extends object>(played: T & { call?: unknown }) {
  const { call: _, ...task } = played
  return task
}

/**
 * A pack as it was before registers said what they play: the files of then of whatever plays
 * (`earlier/`, closed), and no duty that reaches into the next year.
 */
async function earlier(): Promise<PackFiles> {
  const folder = join(import.meta.dirname, 'earlier')
  const ofThen = Object.fromEntries(
    readdirSync(join(folder, 'registers')).map((name) => {
      const path = `registers/${name}`
      return [path, readFileSync(join(folder, path), 'utf8')]
    }),
  )
  // Nor does a report print what a problem of then could not say.
  const files = changed({ ...(await withoutPlays()), ...ofThen }, 'reports/', (text) =>
    text.replace(/\{% when field="facts" %\}.*?\{% \/when %\}/g, ''),
  )
  return changed(files, 'duties/', (text) =>
    text.replace(/in: \d\d-01 to 02-29/g, 'in: Q4').replace(/, until: \d\d-\d\d/g, ''),
  )
}

function changed(files: PackFiles, within: string, change: (text: string) => string): PackFiles {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      path.startsWith(within) ? change(text) : text,
    ]),
  )
}

test('a pack adopted before has the roles that its registers would declare today', async () => {
  const now = await governancePack()
  const { pack, faults } = loadPack(await earlier(), { sha256 })
  expect(faults).toBeUndefined()
  expect(pack?.plays).toEqual(rolesOfThen(now))
  expect(pack?.plays.size).toBe(rolesOfEarlierPacks.size)
  expect(pack?.digest).not.toBe(now.digest)
})

test('what evidence carries of a register does not hang on what it plays', async () => {
  const now = await governancePack()
  const { pack } = loadPack(await withoutPlays(), { sha256 })
  expect(pack?.registers).toEqual(now.registers)
})

test('a register of before that was changed has no role, and the pack still loads', async () => {
  const files = await earlier()
  const path = 'registers/plan-item.yaml'
  const { pack } = loadPack({ ...files, [path]: `${files[path]}\n` }, { sha256 })
  expect(pack && playersOf(pack, 'task')).toEqual([])
  expect(pack && playersOf(pack, 'problem').length).toBe(1)
})
