import { noTerms } from '../ledger/core/unit-terms.ts'
import { headFaults, ringFaults } from './check-heads.ts'
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
  // A pack that is its own has all its declarations twice: none of those faults is to be mended.
  const rings = isAdopted ? [] : ringFaults(declarations)
  if (rings.length > 0) return { faults: rings }
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
