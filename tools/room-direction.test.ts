import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { roomDirection } from '../scripts/room-direction.mjs'

test('an import against the direction, or of Node in a pure room, is found', () => {
  const { violations } = roomDirection(join(import.meta.dirname, 'fixtures/room-direction'))
  expect(violations.toSorted()).toEqual([
    'src/app/clock/runs-upwards.ts → src/app/records/one.ts (app-order)',
    'src/ledger/day/runs-upwards.ts → src/ledger/record/one.ts (ledger-order)',
    'src/ledger/reads-disk.ts → fs (not-in-allowed)',
    'src/ledger/said-upwards.ts → src/ledger/record/one.ts (ledger-order)',
    'src/log/upwards.ts → src/app/record-fact.ts (not-in-allowed)',
    'src/log/verify/leans-on-server.ts → src/app/record-fact.ts (not-in-allowed)',
    'src/report/call/runs-upwards.ts → src/report/verify/one.ts (report-order)',
    'src/web/fields/runs-upwards.tsx → src/web/year/one.ts (web-order)',
    'src/web/fields/styled-upwards.tsx → src/web/year/one.css (web-order)',
    'src/web/year/opens-upwards.tsx → src/web/frame/one.ts (web-order)',
  ])
})

test('the rules name rooms that exist, and libraries that a pure room uses', () => {
  const root = join(import.meta.dirname, '..')
  const rules = readFileSync(join(root, '.dependency-cruiser.cjs'), 'utf8')
  const pure = /const pure = \[(.*)\]/.exec(rules)?.[1]?.match(/[a-z]+/g) ?? []
  const table = /const mayImport = \{(.*?)\n\}/s.exec(rules)?.[1] ?? ''
  const rooms = [...table.matchAll(/^ {2}(\w+): /gm)].map(([, room = '']) => room)
  expect(rooms.filter((room) => !existsSync(join(root, 'src', room)))).toEqual([])
  const folders = readdirSync(join(root, 'src'), { withFileTypes: true })
  expect(rooms.toSorted()).toEqual(
    folders
      .filter((one) => one.isDirectory())
      .map(({ name }) => name)
      .toSorted(),
  )
  for (const [room, name] of [
    ['ledger', 'ofLedger'],
    ['report', 'ofReport'],
    ['app', 'ofApp'],
    ['web', 'ofWeb'],
  ] as const) {
    const order = new RegExp(`const ${name} = \\[(.*?)\\n?\\]\\n`, 's').exec(rules)?.[1] ?? ''
    const inOrder = [...order.matchAll(/'([a-z-]+)'/g)].map(([, one = '']) => one)
    const inside = readdirSync(join(root, 'src', room), { withFileTypes: true })
      .filter((one) => one.isDirectory())
      .map((one) => one.name)
    expect(inOrder.toSorted(), room).toEqual(inside.toSorted())
  }
  const sources = pure.flatMap((room) =>
    readdirSync(join(root, 'src', room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => readFileSync(join(root, 'src', room, name), 'utf8')),
  )
  const libraries = /node_modules\/\((.*)\)/.exec(rules)?.[1]?.split('|') ?? []
  expect(libraries.length).toBeGreaterThan(3)
  const unused = libraries.filter((one) => !sources.some((text) => text.includes(`from '${one}`)))
  expect(unused).toEqual([])
})
