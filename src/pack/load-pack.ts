import { noTerms } from '../ledger/core/unit-terms.ts'
import { checkPack, registersOf } from './check-pack.ts'
import { readReports } from './check-reports.ts'
import type { PackHead } from './declarations.ts'
import { Declarations, values } from './declarations.ts'
import { nearestName } from './nearest-name.ts'
import type { BurdenFigure, Pack, Part, Role } from './pack.ts'
import { fileDigest, packDigest } from './pack-digest.ts'
import type { PackFault } from './pack-fault.ts'
import { packFault } from './pack-fault.ts'
import type { PackFiles } from './pack-files.ts'
import { packFileBytesMax, packFilesMax, packPath } from './pack-files.ts'
import { rolesOfEarlierPacks } from './roles-of-earlier-packs.ts'

/** A pack that may be adopted, or everything that is wrong with it. */
export type LoadedPack =
  | { readonly pack: Pack; readonly faults?: undefined }
  | { readonly faults: readonly PackFault[]; readonly pack?: undefined }

/**
 * Reads a pack from the texts of its files: YAML, schemas, references between them, and the
 * boundary. A pack with one fault is no pack: nothing of it is used. The packs it extends are
 * part of it, their files under a folder of their id, and count in the digest. `isAdopted`: it is
 * in some log already, so rules that came after it do not take it away.
 */
export function loadPack(
  files: PackFiles,
  crypto: { sha256: (bytes: Uint8Array) => Uint8Array },
  { isAdopted = false }: { readonly isAdopted?: boolean } = {},
): LoadedPack {
  const sizes = sizeFaults(files)
  if (sizes.length > 0) return { faults: sizes }
  const declarations = readAll(files)
  const faults: PackFault[] = [...declarations.faults, ...headFaults(declarations)]
  const head = declarations.heads.get('')?.value
  // Without a whole reading, every reference to what could not be read would be a false fault.
  if (faults.length > 0 || !head) return { faults }

  const roles = named<Role>(declarations, ({ roles }) => roles)
  const registers = registersOf(declarations, roles)
  addEarlierRoles(declarations, files, crypto)
  const { reports, faults: reportFaults } = readReports(declarations)
  faults.push(...checkPack(declarations, registers, { roles, isAdopted }), ...reportFaults)
  if (faults.length > 0) return { faults }

  return {
    pack: {
      id: head.id,
      version: head.version,
      label: head.label,
      digest: packDigest(files, crypto),
      roles,
      parts: named<Part>(declarations, ({ parts }) => parts),
      burden: burdenOf(head),
      lists: registers.lists,
      instruments: values(declarations.instruments),
      terms: [...values(declarations.terms).values()],
      registers: registers.registers,
      plays: declarations.plays,
      figures: values(declarations.figures),
      duties: values(declarations.duties),
      reports,
      events: head.events ?? [],
      named: head.named ?? [],
      functions: head.functions ?? [],
      unit: noTerms,
      off: new Map(),
      reportWords: {},
    },
  }
}

function readAll(files: PackFiles): Declarations {
  const declarations = new Declarations()
  // Extended packs first: where an id stands twice, the pack itself has to give way.
  const paths = Object.keys(files).sort()
  const known = paths.map((path) => ({ path, read: packPath(path) }))
  for (const { path, read } of known) {
    if (!read) declarations.faults.push(unknownFile(path))
  }
  const reads = known.flatMap(({ read }) => (read ? [read] : []))
  for (const read of [
    ...reads.filter((one) => one.folder),
    ...reads.filter((one) => !one.folder),
  ]) {
    declarations.read(read, files[read.path] ?? '')
  }
  return declarations
}

/** What the registers of a pack play that was adopted before a register could say so. */
function addEarlierRoles(
  { registers, plays }: Declarations,
  files: PackFiles,
  crypto: { sha256: (bytes: Uint8Array) => Uint8Array },
): void {
  for (const [id, { file }] of registers) {
    if (plays.has(id)) continue
    const earlier = rolesOfEarlierPacks.get(fileDigest(files[file] ?? '', crypto))
    if (earlier) plays.set(id, earlier)
  }
}

/** Roles or parts of every pack together; the first label of an id stands. */
function named<T extends { readonly id: string }>(
  declarations: Declarations,
  of: (head: PackHead) => readonly T[],
): readonly T[] {
  const found = new Map<string, T>()
  for (const { value } of declarations.heads.values()) {
    for (const one of of(value)) {
      if (!found.has(one.id)) found.set(one.id, one)
    }
  }
  return [...found.values()]
}

function burdenOf({ burden = [] }: PackHead): readonly BurdenFigure[] {
  return burden.map(({ figure, label }) => (label === undefined ? { figure } : { figure, label }))
}

/** Each pack has a head of its own id, and what is extended is there, and nothing else. */
function headFaults(declarations: Declarations): readonly PackFault[] {
  const own = declarations.heads.get('')
  if (!own) return declarations.faults.some((one) => one.file === 'pack.yaml') ? [] : [noHead]
  const extended = own.value.extends ?? []
  const missing = extended.filter((id) => !declarations.heads.has(id))
  const foreign = [...declarations.heads.keys()].filter((id) => id !== '' && !extended.includes(id))
  const misnamed = [...declarations.heads].filter(
    ([folder, one]) => folder !== '' && one.value.id !== folder,
  )
  return [
    ...missing.map((id) => headFault('pack.extends.missing', id, own)),
    ...foreign.map((id) => headFault('pack.extends.foreign', id, own)),
    ...misnamed.map(([folder]) => headFault('pack.extends.misnamed', folder, own)),
  ]
}

const headSentences = {
  'pack.extends.missing': (id: string) => ({
    text: { zh: `没有找到所依据的业务包“${id}”`, en: `The extended pack “${id}” is not there` },
    hint: {
      zh: '把它放在本业务包旁边的同名文件夹里。',
      en: 'Put it beside this pack, in a folder of its name.',
    },
  }),
  'pack.extends.foreign': (id: string) => ({
    text: { zh: `文件夹“${id}”不在 extends 中`, en: `The folder “${id}” is not named in extends` },
    hint: { zh: '写入 extends，或移走该文件夹。', en: 'Name it in extends, or take it away.' },
  }),
  'pack.extends.misnamed': (id: string) => ({
    text: { zh: `文件夹“${id}”中是另一个业务包`, en: `The folder “${id}” holds another pack` },
    hint: { zh: '文件夹名与业务包编号一致。', en: 'The folder has the name of the pack.' },
  }),
} as const

function headFault(
  code: keyof typeof headSentences,
  id: string,
  own: { readonly file: string; lineOf(path: readonly string[]): number; readonly value: PackHead },
): PackFault {
  const where = { file: own.file, line: own.lineOf(['extends']), path: ['extends'] }
  return packFault(code, where, headSentences[code](id))
}

const noHead = packFault(
  'pack.head.missing',
  { file: 'pack.yaml', line: 1 },
  {
    text: { zh: '缺少 pack.yaml', en: 'pack.yaml is missing' },
    hint: {
      zh: '写明 id、version、label、roles、parts。',
      en: 'It gives id, version, label, roles and parts.',
    },
  },
)

function unknownFile(path: string): PackFault {
  const names = ['pack.yaml', 'lists.yaml', 'instruments.yaml', 'terms.yaml']
  const near = nearestName(path, names)
  return packFault(
    'pack.file.unknown',
    { file: path, line: 1 },
    {
      text: { zh: `业务包中没有这样的文件：${path}`, en: `A pack has no such file: ${path}` },
      hint: near
        ? { zh: `是否想写“${near}”？`, en: `Did you mean “${near}”?` }
        : {
            zh: '可用：pack、lists、instruments、terms（.yaml），registers/、figures/、duties/（.yaml），reports/（.md）。',
            en: 'Known: pack, lists, instruments, terms (.yaml); registers/, figures/, duties/ (.yaml); reports/ (.md).',
          },
    },
  )
}

function sizeFaults(files: PackFiles): readonly PackFault[] {
  const paths = Object.keys(files)
  if (paths.length > packFilesMax)
    return [tooMuch('pack.yaml', `${paths.length} > ${packFilesMax}`)]
  return paths
    .filter((path) => (files[path]?.length ?? 0) > packFileBytesMax)
    .map((path) => tooMuch(path, `${files[path]?.length} > ${packFileBytesMax}`))
}

function tooMuch(file: string, what: string): PackFault {
  return packFault(
    'pack.too-large',
    { file, line: 1 },
    {
      text: { zh: `业务包过大：${what}`, en: `The pack is too large: ${what}` },
      hint: {
        zh: `最多${packFilesMax}个文件，每个不超过1 MiB。`,
        en: `At most ${packFilesMax} files of 1 MiB each.`,
      },
    },
  )
}
