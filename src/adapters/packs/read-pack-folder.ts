import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { parse } from 'yaml'
import { refuse } from '../../ledger/fault.ts'
import type { PackFiles } from '../../pack/pack-files.ts'
import { besidePack, packFileBytesMax, packFilesMax, storyFile } from '../../pack/pack-files.ts'

/**
 * Reads a pack's folder, and the packs it extends from the folders beside it, into texts by
 * path. Symbolic links are not followed; what stands beside the pack (cases) is left out.
 * Refuses with `pack.folder` when there is no such folder and `pack.too-large` beyond the limits.
 */
export async function readPackFolder(folder: string): Promise<PackFiles> {
  const files: Record<string, string> = {}
  await readInto(files, { folder, prefix: '', wants: isOfPack })
  for (const id of extendedBy(files['pack.yaml'])) {
    const beside = join(dirname(folder), basename(id))
    if (await isFolder(beside))
      await readInto(files, { folder: beside, prefix: `${id}/`, wants: isOfPack })
  }
  return files
}

/** Reads the story of a pack's folder, and nothing of the packs it extends; empty: it has none. */
export async function readStoryFolder(folder: string): Promise<PackFiles> {
  const files: Record<string, string> = {}
  await readInto(files, { folder, prefix: '', wants: (path) => storyFile.test(path) })
  return files
}

function isOfPack(path: string): boolean {
  return !besidePack.test(path)
}

async function readInto(
  files: Record<string, string>,
  { folder, prefix, wants }: { folder: string; prefix: string; wants: (path: string) => boolean },
): Promise<void> {
  if (!(await isFolder(folder))) {
    refuse('pack.folder', {
      at: [folder],
      text: { zh: `没有业务包文件夹：${folder}`, en: `There is no pack folder: ${folder}` },
      hint: { zh: '给出含有 pack.yaml 的文件夹。', en: 'Name a folder that holds a pack.yaml.' },
    })
  }
  for (const path of await pathsUnder(folder, '')) {
    if (!wants(path)) continue
    if (Object.keys(files).length >= packFilesMax) tooLarge(prefix + path)
    const full = join(folder, path)
    if ((await stat(full)).size > packFileBytesMax) tooLarge(prefix + path)
    files[prefix + path] = await readFile(full, 'utf8')
  }
}

/** Paths with `/`, in order; two levels are all a pack has. */
async function pathsUnder(folder: string, under: string): Promise<readonly string[]> {
  const entries = await readdir(join(folder, under), { withFileTypes: true })
  const paths: string[] = []
  for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
    const path = under === '' ? entry.name : `${under}/${entry.name}`
    if (entry.isFile() && !entry.name.startsWith('.')) paths.push(path)
    if (entry.isDirectory() && under === '') paths.push(...(await pathsUnder(folder, path)))
  }
  return paths
}

/** The ids in `extends`; a head that cannot be read is for `loadPack` to complain about. */
function extendedBy(head: string | undefined): readonly string[] {
  try {
    const read: unknown = parse(head ?? '')
    const extended = (read as { extends?: unknown } | null)?.extends
    return Array.isArray(extended) ? extended.filter((one) => typeof one === 'string') : []
  } catch {
    return []
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return false
  }
}

function tooLarge(path: string): never {
  refuse('pack.too-large', {
    at: [path],
    text: { zh: `业务包过大：${path}`, en: `The pack is too large: ${path}` },
    hint: {
      zh: `最多${packFilesMax}个文件，每个不超过1 MiB。`,
      en: `At most ${packFilesMax} files of 1 MiB each.`,
    },
  })
}
