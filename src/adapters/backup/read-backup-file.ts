import type { Hash } from 'node:crypto'
import { createHash } from 'node:crypto'
import type {
  Backup,
  BackupManifest,
  BackupMember,
  BackupProgress,
} from '../../app/ports/backup-ports.ts'
import { Refusal, refuse } from '../../ledger/fault.ts'
import { cancelled, damaged } from './backup-fault.ts'
import type { CopyFile, CopyFiles } from './copy-place.ts'
import { besideOf, fileNameOf, restsOn } from './rests-on.ts'
import { blockBytes, endBytes, readTarHeader, tarPadding } from './tar-blocks.ts'
import { manifestName, sealName, sealText } from './write-backup-file.ts'

/** Rows travel in parts of about a megabyte and attachments have 20: none is larger than this. */
const memberBytesMax = 512 * 1024 * 1024
const sealBytes = blockBytes + blockBytes + endBytes

interface Watching {
  readonly onProgress?: BackupProgress
  readonly signal?: AbortSignal
}

/**
 * Reads every byte of a copy and of those that it rests on, and holds each against its seal.
 * Refuses with `backup.damaged` and `file.missing`, and the path of the one that is.
 */
export async function verifyBackup(
  copies: Pick<CopyFiles, 'open'>,
  path: string,
  watching: Watching = {},
): Promise<Backup> {
  const backup = await verifyBackupFile(copies, path, watching)
  for (const other of backup.restsOn) {
    const { manifest } = await verifyBackupFile(copies, other, watching)
    const held = new Map(manifest.members.map((one) => [one.name, one]))
    for (const one of backup.manifest.members) {
      if (one.in === fileNameOf(other) && !isSame(one, held.get(one.name))) lacks(other, one.name)
    }
  }
  return backup
}

function isSame(one: BackupMember, held: BackupMember | undefined): boolean {
  return held?.in === undefined && held?.sha256 === one.sha256 && held.bytes === one.bytes
}

function lacks(path: string, name: string): never {
  return damaged(path, { zh: `其中没有 ${name}`, en: `it does not hold ${name}` })
}

/** The same of one file, without what it rests on. */
async function verifyBackupFile(
  copies: Pick<CopyFiles, 'open'>,
  path: string,
  { onProgress, signal }: Watching,
): Promise<Backup> {
  return reading(copies, path, async (file) => {
    const { bytes: size } = file
    const digests = new Map<string, string>()
    const whole = createHash('sha256')
    let manifestAt = 0
    let manifest: Buffer | null = null
    let isSealed = false
    let at = 0
    for await (const member of parts({ file, path }, whole)) {
      if (signal?.aborted === true) cancelled()
      if (isSealed) damaged(path, { zh: '封签之后还有内容', en: 'something follows its seal' })
      if (member.name === sealName) {
        const seal = sealText(member.before, manifestAt)
        if (member.bytes.toString('utf8') !== seal) brokenSeal(path, manifest, digests)
        isSealed = true
      } else if (member.name === manifestName) {
        manifestAt = at
        manifest = member.bytes
      } else {
        digests.set(member.name, createHash('sha256').update(member.bytes).digest('hex'))
      }
      at = member.end
      onProgress?.({ rows: 0, bytes: at, of: size })
    }
    if (!isSealed || manifest === null) {
      damaged(path, { zh: `在第 ${at} 字节处中断`, en: `it is cut off at byte ${at}` })
    }
    return backupOf(path, size, parseManifest(path, manifest))
  })
}

/** A manifest may come from anywhere: it names files of its own folder alone. */
function isBeside(name: string | undefined): boolean {
  return name === undefined || /^[\w.-]+\.tar$/.test(name)
}

function backupOf(path: string, bytes: number, manifest: BackupManifest): Backup {
  return { path, bytes, manifest, restsOn: restsOn(path, manifest) }
}

/** Reads parts of a backup that was verified, each by itself. */
export interface BackupMembers {
  /** Names in the order of the file. */
  readonly names: readonly string[]
  read(name: string): Promise<Buffer>
  close(): Promise<void>
}

/** Opens a backup that was verified; where each part lies follows from the sizes before it. */
export async function openMembers(
  copies: Pick<CopyFiles, 'open'>,
  { path, manifest }: Backup,
): Promise<BackupMembers> {
  const members = new Map(manifest.members.map((one) => [one.name, one]))
  const files = new Map<string, Promise<OpenFile>>()
  const fileAt = (at: string): Promise<OpenFile> => {
    const open = files.get(at) ?? openPlaced(copies, at)
    files.set(at, open)
    return open
  }
  return {
    names: [...members.keys()],
    read: async (name) => {
      const member = members.get(name)
      if (member === undefined) throw new Error(`the backup has no part ${name}`)
      const { file, places } = await fileAt(
        member.in === undefined ? path : besideOf(path, member.in),
      )
      const bytes = await file.read(places.get(name) ?? file.bytes, member.bytes)
      // Verified before; a memory stick may have been pulled or a byte have turned since.
      const digest = createHash('sha256').update(bytes).digest('hex')
      if (digest !== member.sha256) changedMeanwhile(path, name)
      return bytes
    },
    close: async () => {
      for (const { file } of await Promise.all(files.values())) await file.close()
    },
  }
}

interface OpenFile {
  readonly file: CopyFile
  /** Where the bytes of each part begin. */
  readonly places: ReadonlyMap<string, number>
}

async function openPlaced(copies: Pick<CopyFiles, 'open'>, path: string): Promise<OpenFile> {
  const found = await manifestIn(copies, path)
  const places = new Map<string, number>()
  let at = 0
  for (const one of found?.manifest.members ?? []) {
    if (one.in !== undefined) continue
    places.set(one.name, at + blockBytes)
    at += blockBytes + one.bytes + tarPadding(one.bytes)
  }
  return { file: await copies.open(path), places }
}

function changedMeanwhile(path: string, name: string): never {
  return refuse('backup.changed', {
    at: [path, name],
    text: {
      zh: `备份文件在恢复过程中发生变化（${name}），恢复没有完成。`,
      en: `The backup changed while it was read (${name}); the restore is not finished.`,
    },
    hint: {
      zh: '请删除目标目录，换一份备份再恢复。',
      en: 'Remove the target and use another copy.',
    },
  })
}

/**
 * What a backup says of itself, without reading all of it; null for what is no whole backup. A
 * place that does not answer is no such thing: it fails, and nothing is called damaged for it.
 */
export async function manifestIn(
  copies: Pick<CopyFiles, 'open'>,
  path: string,
): Promise<Backup | null> {
  try {
    return await reading(copies, path, async (file) => {
      const { bytes } = file
      const seal = await file.read(bytes - sealBytes, sealBytes)
      const header = readTarHeader(seal.subarray(0, blockBytes))
      if (header?.name !== sealName) return null
      const text = seal.toString('utf8', blockBytes, blockBytes + header.bytes)
      const at = Number(/^manifest (\d+)$/m.exec(text)?.[1])
      if (!Number.isSafeInteger(at) || at > bytes) return null
      const head = readTarHeader(await file.read(at, blockBytes))
      if (head?.name !== manifestName || head.bytes > memberBytesMax) return null
      const manifest = parseManifest(path, await file.read(at + blockBytes, head.bytes))
      return backupOf(path, bytes, manifest)
    })
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

interface Part {
  readonly name: string
  readonly bytes: Buffer
  /** SHA-256 of everything before it. */
  readonly before: string
  /** Where the next one begins. */
  readonly end: number
}

async function* parts(
  { file, path }: { file: CopyFile; path: string },
  whole: Hash,
): AsyncGenerator<Part> {
  const { bytes: size } = file
  let at = 0
  while (at < size - endBytes) {
    const before = whole.copy().digest('hex')
    const block = await file.read(at, blockBytes)
    const header = block.length === blockBytes ? readTarHeader(block) : null
    const place = { zh: `第 ${at} 字节起无法识别`, en: `it cannot be read from byte ${at} on` }
    if (header === null || header.bytes > memberBytesMax) return damaged(path, place)
    const padded = header.bytes + tarPadding(header.bytes)
    const content = await file.read(at + blockBytes, padded)
    if (content.length < padded) {
      damaged(path, {
        zh: `${header.name} 不完整，文件在第 ${size} 字节处中断`,
        en: `${header.name} is not whole, the file is cut off at byte ${size}`,
      })
    }
    if (content.subarray(header.bytes).some((byte) => byte !== 0)) damaged(path, place)
    whole.update(block).update(content)
    at += blockBytes + padded
    yield { name: header.name, bytes: content.subarray(0, header.bytes), before, end: at }
  }
  const end = await file.read(at, endBytes + 1)
  if (end.length !== endBytes || end.some((byte) => byte !== 0)) {
    damaged(path, { zh: `在第 ${at} 字节处中断`, en: `it is cut off at byte ${at}` })
  }
}

// The seal says that something is wrong; the digests of the parts say where.
function brokenSeal(
  path: string,
  manifest: Buffer | null,
  digests: ReadonlyMap<string, string>,
): never {
  const unsure = {
    zh: '清单或封签与内容不符',
    en: 'its manifest or seal does not fit its contents',
  }
  if (manifest === null) return damaged(path, unsure)
  const { members } = parseManifest(path, manifest)
  const own = members.filter((one) => one.in === undefined)
  const wrong = own.filter(({ name, sha256 }) => digests.get(name) !== sha256)
  const extra = [...digests.keys()].filter((name) => !own.some((one) => one.name === name))
  const names = [...wrong.map(({ name }) => name), ...extra].slice(0, 5).join('、')
  return names === ''
    ? damaged(path, unsure)
    : damaged(path, { zh: `${names} 的内容已改变`, en: `the contents of ${names} were changed` })
}

function parseManifest(path: string, bytes: Buffer): BackupManifest {
  try {
    const manifest = JSON.parse(bytes.toString('utf8')) as BackupManifest
    const isOurs = /^taizhang-backup\/[12]$/.test(manifest.format)
    if (isOurs && manifest.members.every((one) => isBeside(one.in))) return manifest
  } catch {
    // Said below: what is no JSON is no manifest of ours either.
  }
  return damaged(path, { zh: '清单无法读取', en: 'its manifest cannot be read' })
}

async function reading<T>(
  copies: Pick<CopyFiles, 'open'>,
  path: string,
  work: (file: CopyFile) => Promise<T>,
): Promise<T> {
  const file = await copies.open(path)
  try {
    if (file.bytes < sealBytes) {
      damaged(path, { zh: '文件过短，不是完整的备份', en: 'it is too short to be a backup' })
    }
    return await work(file)
  } finally {
    await file.close()
  }
}
