import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSheet } from '../../src/adapters/sheet/read-sheet.ts'
import { writeWorkbook } from '../../src/adapters/sheet/write-sheet.ts'
import { fieldContext, fieldKindOf } from '../../src/ledger/fields/field-kinds.ts'
import type { Field, Register } from '../../src/ledger/register/register.ts'
import type { Values } from '../../src/ledger/value.ts'
import type { Pack } from '../../src/pack/pack.ts'
import { governancePack } from '../pack/own-packs.ts'
import { seed } from '../seed.ts'
import type { Way } from './generated-records.ts'
import { called, comesBack, goesOut, valueOf, valuesOf } from './generated-records.ts'

const folder = mkdtempSync(join(tmpdir(), 'taizhang-sheets-'))
const out = join(folder, 'out')

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Another program that opens sheets and writes them again, all of them in one go. */
interface Program {
  readonly name: string
  /** Writes these files again, under the same names, into another folder. */
  rewrite(names: readonly string[], into: string): void
}

const libreOffice: Program = {
  name: 'LibreOffice',
  rewrite(names, into) {
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
    const how = ['--headless', '--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', into]
    const files = names.map((name) => join(out, name))
    spawnSync('soffice', [profile, ...how, ...files], { timeout: 300_000 })
  },
}

const loadAndSave = `
import sys, openpyxl
into, files = sys.argv[1], sys.argv[2:]
for path in files:
    openpyxl.load_workbook(path).save(into + '/' + path.split('/')[-1])
`

const python = ['python3', '/usr/bin/python3'].find(
  (path) => spawnSync(path, ['-c', 'import openpyxl']).status === 0,
)

const openpyxl: Program = {
  name: 'openpyxl',
  rewrite(names, into) {
    const files = names.map((name) => join(out, name))
    const run = spawnSync(python ?? '', ['-c', loadAndSave, into, ...files], { timeout: 300_000 })
    if (run.status !== 0) throw new Error(run.stderr.toString())
  },
}

/** Whether the office program that is here can do sheets; often only its writer is. */
function hasCalc(): boolean {
  if (spawnSync('soffice', ['--version']).status !== 0) return false
  const probe = join(folder, 'probe')
  mkdirSync(probe)
  mkdirSync(out, { recursive: true })
  writeFileSync(join(out, 'probe.csv'), 'a,b\n')
  libreOffice.rewrite(['probe.csv'], probe)
  return isThere(join(probe, 'probe.xlsx'))
}

function isThere(path: string): boolean {
  try {
    return readFileSync(path).length > 0
  } catch {
    return false
  }
}

/** A sheet that goes through the other programs. */
interface Sent {
  readonly name: string
  readonly register: Register
  readonly given: readonly Values[]
  readonly way: Way
}

let pack: Pack
let sent: readonly Sent[]

/** Of every register one sheet with one changed cell, and one with a row an item. */
beforeAll(async () => {
  pack = await governancePack()
  mkdirSync(out, { recursive: true })
  const all = [...pack.registers.values()].flatMap((register, nth) => [
    sentOf(register, nth, undefined),
    ...register.fields.flatMap((field) =>
      field.type === 'rows' ? [sentOf(register, nth, field)] : [],
    ),
  ])
  for (const { name, register, given, way } of all) {
    const bytes = await writeWorkbook(goesOut(pack, register, { given, way }))
    writeFileSync(join(out, name), bytes)
  }
  sent = all
})

function sentOf(register: Register, nth: number, items: Field | undefined): Sent {
  const how = { seed: seed + nth, numRuns: 1 }
  const records = fc.array(valuesOf(pack, register.fields), { minLength: 6, maxLength: 6 })
  const given = fc.sample(records, how).flatMap((all) => all.map(forOthers))
  const fields = register.fields.filter(
    ({ type, fields: inner = [] }) =>
      ![type, ...inner.map((one) => one.type)].some((one) => one === 'file' || one === 'record') &&
      type !== 'rows',
  )
  const edits = fc.sample(
    fc
      .constantFrom(...fields)
      .chain((field) => valueOf(pack, field).map((value) => ({ field, value }))),
    { ...how, numRuns: 50 },
  )
  const context = fieldContext({ lists: pack.lists, names: called })
  const edit = edits.find(
    ({ field, value }) =>
      JSON.stringify(value) === JSON.stringify(forOthers({ value })['value']) &&
      JSON.stringify(given[0]?.[field.id] ?? null) !== JSON.stringify(value) &&
      fieldKindOf(field.type).parse(value, field, context).faults === undefined,
  )
  if (edit === undefined) throw new Error(`nothing can be changed in ${register.id}`)
  const way: Way = {
    lang: nth % 2 === 0 ? 'zh' : 'en',
    edit: { row: 0, ...edit },
    ...(items === undefined ? {} : { items: items.id }),
  }
  return { name: `${register.id}${items?.id ?? ''}.xlsx`, register, given, way }
}

/**
 * What other programs can keep in a reasonable time: `_x0041_` openpyxl writes again as the mark of
 * the letter A, for whoever reads it; a page of text in a cell LibreOffice lays out for a second.
 */
function forOthers(values: Values): Values {
  const text = JSON.stringify(values)
    .replace(/_(?=x[0-9A-F]{4}_)/g, '')
    .replace(/([\u4e00-\u9fff]{1000})[\u4e00-\u9fff]+/g, '$1')
  return JSON.parse(text) as Values
}

describe('of every register a sheet in which one cell was changed is one correction', () => {
  async function expectOneCorrection(from: string) {
    for (const { name, register, given, way } of sent) {
      const sheet = await readSheet(readFileSync(join(from, name)))
      const told = comesBack(pack, register, { given, way, sheet })
      const { field, value } = way.edit ?? {}
      const before = given[0]?.[field?.id ?? ''] ?? null
      expect({
        name,
        told: told.map(({ changes, faults }) => ({ changes, faults })),
      }).toMatchObject({
        name,
        told: given.map((_, nth) => ({
          changes: nth === 0 ? [{ field: { id: field?.id }, before, after: value }] : [],
          faults: [],
        })),
      })
    }
    expect(sent.length).toBeGreaterThan(60)
  }

  test('as we wrote it', () => expectOneCorrection(out), 60_000)

  test.skipIf(!hasCalc())(
    'after LibreOffice has opened it and written it again (skipped without LibreOffice Calc)',
    { timeout: 400_000 },
    () => afterwards(libreOffice),
  )

  test.skipIf(python === undefined)(
    'after openpyxl has loaded it and saved it (skipped without openpyxl)',
    { timeout: 400_000 },
    () => afterwards(openpyxl),
  )

  async function afterwards({ name, rewrite }: Program) {
    const into = join(folder, name)
    mkdirSync(into)
    rewrite(
      sent.map((one) => one.name),
      into,
    )
    await expectOneCorrection(into)
  }
})
