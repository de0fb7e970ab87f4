import type { ZodType, z } from 'zod'
import type { Duty } from '../duty/duty.ts'
import { dutySchema } from '../duty/duty-schema.ts'
import type { Fault, Place } from '../ledger/fault.ts'
import type { FigureDefinition } from '../ledger/figure/figure.ts'
import { figureSchema } from '../ledger/figure/figure-schema.ts'
import type { Choice, Register } from '../ledger/register/register.ts'
import { registerSchema } from '../ledger/register/register-schema.ts'
import type { Plays } from '../ledger/register/roles.ts'
import { otherId } from '../ledger/register/schema-parts.ts'
import type { Instrument, ReportTemplate, Term } from './pack.ts'
import type { PackFault } from './pack-fault.ts'
import { packFault } from './pack-fault.ts'
import type { PackPath } from './pack-files.ts'
import { instrumentsSchema, listsSchema, packHeadSchema, termsSchema } from './pack-schema.ts'
import type { YamlFile } from './read-yaml.ts'
import { readYaml } from './read-yaml.ts'
import { readBySchema } from './schema-faults.ts'

/** Something a pack declares, and where. */
export interface Declared<T> {
  readonly value: T
  readonly file: string
  readonly at: Place
  lineOf(path: Place): number
}

export type PackHead = z.infer<typeof packHeadSchema>
type Kept<T> = Map<string, Declared<T>>

/** Everything the files of a pack declare, by id; what stands first is kept, doubles are faults. */
export class Declarations {
  /** Heads by folder; the pack itself has the empty folder. */
  readonly heads: Kept<PackHead> = new Map()
  readonly lists: Kept<readonly Choice[]> = new Map()
  readonly instruments: Kept<Instrument> = new Map()
  readonly terms: Kept<Term> = new Map()
  readonly registers: Kept<Register> = new Map()
  /** What registers say they play, by their id. */
  readonly plays = new Map<string, Plays>()
  readonly figures: Kept<FigureDefinition> = new Map()
  readonly duties: Kept<Duty> = new Map()
  readonly reports: Kept<ReportTemplate> = new Map()
  readonly faults: PackFault[] = []

  /** Reads one file into its place. */
  read(path: PackPath, text: string): void {
    if (path.kind === 'report') return this.#readReport(path, text)
    const { yaml, faults } = readYaml(path.path, text)
    this.faults.push(...faults)
    if (yaml) this.#readYamlFile(path, yaml)
  }

  #readYamlFile(path: PackPath, yaml: YamlFile): void {
    switch (path.kind) {
      case 'head': {
        const head = this.#by(packHeadSchema, yaml, yaml.value, [])
        if (head) this.heads.set(path.folder, declared(head, yaml, []))
        return
      }
      case 'lists': {
        const lists = this.#by(listsSchema, yaml, yaml.value, [])
        for (const [id, choices] of Object.entries(lists ?? {})) {
          this.#keep(this.lists, id, declared(choices, yaml, [id]))
        }
        return
      }
      case 'instruments': {
        const instruments = this.#by(instrumentsSchema, yaml, yaml.value, [])
        for (const [id, one] of Object.entries(instruments ?? {})) {
          const { clauses, ...rest } = one
          const read = clauses === undefined ? { id, ...rest } : { id, ...rest, clauses }
          this.#keep(this.instruments, id, declared(read, yaml, [id]))
        }
        return
      }
      case 'terms': {
        const terms = this.#by(termsSchema, yaml, yaml.value, []) ?? []
        terms.forEach(({ meaning, ...term }, index) => {
          const value = meaning === undefined ? term : { ...term, meaning }
          this.#keep(this.terms, term.id, declared(value, yaml, [index]))
        })
        return
      }
      case 'register':
        return this.#readRegister(path, yaml)
      case 'figures':
        return this.#readEach(this.figures, figureSchema, yaml)
      case 'duties':
        return this.#readEach(this.duties, dutySchema, yaml)
      case 'report':
        return
    }
  }

  #readRegister(path: PackPath, yaml: YamlFile): void {
    const read = this.#by(registerSchema, yaml, yaml.value, [])
    if (!read) return
    // Evidence carries registers as they define records; what one plays is no part of that.
    const { plays, ...register } = read
    if (plays && !this.registers.has(register.id)) this.plays.set(register.id, plays)
    if (register.id !== path.name) {
      const where = { file: path.path, line: yaml.lineOf(['id']), path: ['id'] }
      this.faults.push(
        packFault('pack.register.name', where, {
          text: {
            zh: `台账“${register.id}”应放在 ${register.id}.yaml 中`,
            en: `The register “${register.id}” belongs in ${register.id}.yaml`,
          },
          hint: { zh: '文件名与编号一致。', en: 'File name and id are the same.' },
        }),
      )
    }
    this.#keep(this.registers, register.id, declared(register, yaml, []))
  }

  /** A file that is a list of definitions: each is read by itself, so that all faults show. */
  #readEach<T extends { readonly id: string }>(
    kept: Kept<T>,
    schema: ZodType<T>,
    yaml: YamlFile,
  ): void {
    if (!Array.isArray(yaml.value)) {
      this.faults.push(notAList(yaml))
      return
    }
    yaml.value.forEach((one: unknown, index) => {
      const value = this.#by(schema, yaml, one, [index])
      if (value) this.#keep(kept, value.id, declared(value, yaml, [index]))
    })
  }

  #readReport(path: PackPath, source: string): void {
    // Its head and its names are read with the whole pack at hand, in `check-reports.ts`.
    const report = { id: path.name, label: { zh: path.name, en: path.name }, source }
    this.#keep(this.reports, path.name, {
      value: report,
      file: path.path,
      at: [],
      lineOf: () => 1,
    })
  }

  #by<T>(schema: ZodType<T>, yaml: YamlFile, value: unknown, at: Place): T | null {
    const read = readBySchema(schema, { yaml, value, at })
    this.faults.push(...read.faults)
    return 'value' in read ? read.value : null
  }

  #keep<T>(kept: Kept<T>, id: string, one: Declared<T>): void {
    const first = kept.get(id)
    if (!first) {
      kept.set(id, one)
      return
    }
    this.faults.push(
      packFault(
        'pack.id.double',
        { file: one.file, line: one.lineOf([...one.at, 'id']), path: one.at },
        {
          text: {
            zh: `“${id}”已在 ${first.file} 第${first.lineOf(first.at)}行声明`,
            en: `“${id}” is declared already, in ${first.file} line ${first.lineOf(first.at)}`,
          },
          hint: otherId,
        },
      ),
    )
  }
}

/** Faults of a declaration, with the lines of its file. */
export function placed(one: Declared<unknown>, faults: readonly Fault[]): readonly PackFault[] {
  return faults.map((fault) => {
    const path = [...one.at, ...fault.at]
    return packFault(`pack.${fault.code}`, { file: one.file, line: one.lineOf(path), path }, fault)
  })
}

/** The values of declarations, by id. */
export function values<T>(kept: ReadonlyMap<string, Declared<T>>): ReadonlyMap<string, T> {
  return new Map([...kept].map(([id, one]) => [id, one.value]))
}

function declared<T>(value: T, yaml: YamlFile, at: Place): Declared<T> {
  return { value, file: yaml.file, at, lineOf: (path) => yaml.lineOf(path) }
}

function notAList(yaml: YamlFile): PackFault {
  return packFault(
    'pack.value',
    { file: yaml.file, line: 1 },
    {
      text: { zh: '这个文件应是一个列表', en: 'This file should be a list' },
      hint: { zh: '每项以“- id:”开头。', en: 'Each item begins with “- id:”.' },
    },
  )
}
