import { readsOfDuty } from '../duty/duty-reads.ts'
import { core } from '../ledger/core/core-registers.ts'
import { fieldKindOf } from '../ledger/fields/field-kinds.ts'
import type { RegisterRead } from '../ledger/figure/reads.ts'
import { fieldsRead, readsOfFigure } from '../ledger/figure/reads.ts'
import type { Field, Register } from '../ledger/register/register.ts'
import { playedFields } from '../ledger/register/roles.ts'
import { titleFields } from '../ledger/register/title.ts'
import type { Pack } from './pack.ts'

const kept = new WeakMap<Pack, ReadonlyMap<string, readonly string[]>>()

/**
 * Fields, and columns as `agenda.topic`, that no figure, duty, title, stage, role or year of a
 * register asks for, by register: what a year is computed from holds without them. What points to
 * somebody or something is asked of every field, so that it stays; so do the registers of the core,
 * which the program itself reads.
 */
export function unaskedFields(pack: Pack): ReadonlyMap<string, readonly string[]> {
  const known = kept.get(pack)
  if (known !== undefined) return known
  const asked = askedFields(pack)
  const own = new Set<string>(Object.values(core).map(({ id }) => id))
  const unasked = new Map<string, readonly string[]>()
  for (const register of pack.registers.values()) {
    if (own.has(register.id)) continue
    const isAsked = (path: string) => asked.get(register.id)?.has(path) === true
    const all = register.fields.flatMap(plainIn)
    unasked.set(
      register.id,
      all.filter((path) => !isAsked(path)),
    )
  }
  kept.set(pack, unasked)
  return unasked
}

/** A field that points to nobody and to no record; of rows such columns. */
function plainIn({ id, type, fields }: Field): readonly string[] {
  if (fields !== undefined) return fields.flatMap(plainIn).map((column) => `${id}.${column}`)
  const { names = 'file' } = fieldKindOf(type)
  return names === 'file' ? [id] : []
}

function askedFields(pack: Pack): ReadonlyMap<string, ReadonlySet<string>> {
  const asked = new Map<string, Set<string>>()
  const ask = (register: string, paths: Iterable<string>) => {
    const all = asked.get(register) ?? new Set()
    asked.set(register, all)
    for (const path of paths) all.add(path)
  }
  const reads = [
    ...[...pack.figures.values()].map(readsOfFigure),
    ...[...pack.duties.values()].flatMap(({ require }) => readsOfDuty(require, pack.figures) ?? []),
    ...[...pack.registers.values()].map(readOfStages),
  ]
  for (const read of reads) {
    for (const [register, paths] of fieldsRead(read)) ask(register, paths)
  }
  for (const { id, title, yearOf, fields } of pack.registers.values()) {
    const named = fields.filter((field) => titleFields(title).includes(field.id))
    for (const field of named) ask(id, [field.id, ...plainIn(field)])
    if (yearOf !== undefined) ask(id, [yearOf.field])
  }
  for (const [register, plays] of pack.plays) {
    ask(
      register,
      playedFields(plays).map(({ path }) => path),
    )
  }
  return asked
}

function readOfStages({ id, stages = [] }: Register): RegisterRead {
  const asks = stages.map(({ when }) => when).filter((one) => one !== undefined)
  const fields = stages.flatMap(({ on, due }) => [on, due]).filter((one) => one !== undefined)
  return { register: id, asks, fields, since: 0 }
}
