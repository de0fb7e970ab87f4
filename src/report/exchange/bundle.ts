import { z } from 'zod'
import { Refusal, refuse } from '../../ledger/fault.ts'
import { canonicalJson } from '../../log/canonical-json.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { fromUtf8, toUtf8 } from '../../log/utf8.ts'
import { hexHash } from '../evidence/year-pack.ts'
import type { Archive } from '../file/archive.ts'
import { refuseFile } from '../file/file-fault.ts'
import type { Parcel } from './parcel.ts'
import { parcelText } from './parcel.ts'

/** The form of a bundle; a program that changes it raises the number. */
export const bundleForm = 'bundle@1'

/** Bytes of a bundle at most, as a server takes files. */
export const bundleBytesMax = 20 * 1024 * 1024

/** Parcels of a bundle at most. */
const parcelsMax = 4_000

const manifestPart = 'bundle.json'
const parcelPart = /^parcels\/[0-9]{4}\.json$/
const filePart = /^files\/([0-9a-f]{64})$/

const told = z.strictObject({
  from: z.string().max(255),
  to: z.string().max(255),
  code: z.string().max(64),
  text: z.strictObject({ zh: z.string().max(1_000), en: z.string().max(1_000) }),
})

/** What the sender of an answer could not take, where it cannot say so in a signed parcel. */
export type ToldFault = z.infer<typeof told>

const manifest = z.strictObject({
  taizhang: z.literal(bundleForm),
  told: z.array(told).max(parcelsMax).readonly(),
})

/** A bundle as it was read: nothing in it is believed. */
export interface ReadBundle {
  /** The text of each parcel by its path, in order. */
  readonly parcels: readonly { readonly path: string; readonly text: string }[]
  /** By SHA-256 (hex): that their names are true was looked at. */
  readonly files: Readonly<Record<string, Uint8Array>>
  readonly told: readonly ToldFault[]
}

/** Names and bytes of the parts of a bundle: the same parcels and files give the same. */
export function bundleParts(given: {
  readonly parcels: readonly Parcel[]
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly told: readonly ToldFault[]
}): Record<string, Uint8Array> {
  const { parcels, files, told } = given
  const numbered = parcels.map((one, at): [string, Uint8Array] => [
    `parcels/${String(at + 1).padStart(4, '0')}.json`,
    toUtf8(parcelText(one)),
  ])
  const named = [...files].map(([sha256, bytes]): [string, Uint8Array] => [
    `files/${sha256}`,
    bytes,
  ])
  return {
    [manifestPart]: toUtf8(canonicalJson({ taizhang: bundleForm, told })),
    ...Object.fromEntries(numbered),
    ...Object.fromEntries(named.sort(([one], [other]) => (one < other ? -1 : 1))),
  }
}

/** Whether an archive says that it is a bundle. */
export function isBundle(archive: Archive): boolean {
  return archive.has(manifestPart)
}

/**
 * Reads a bundle. Refuses with `bundle.form` what is none, with `bundle.version` one of another
 * program, with `bundle.part` one that holds what no bundle has, and as archives are refused.
 */
export async function readBundle(crypto: LogCrypto, archive: Archive): Promise<ReadBundle> {
  if (!isBundle(archive)) refuseForm()
  const said = jsonOf(await archive.read(manifestPart))
  const form = isObject(said) ? said['taizhang'] : null
  if (typeof form !== 'string' || !form.startsWith('bundle@')) refuseForm()
  if (form !== bundleForm) refuseVersion(form.slice(0, 32))
  const read = manifest.safeParse(said)
  if (!read.success) refuseForm()
  const parcels: { path: string; text: string }[] = []
  const files: Record<string, Uint8Array> = {}
  for (const name of archive.names.toSorted()) {
    if (name === manifestPart) continue
    const [, sha256] = filePart.exec(name) ?? []
    if (sha256 === undefined && !parcelPart.test(name)) refusePart(name)
    const bytes = await archive.read(name)
    if (sha256 === undefined) parcels.push({ path: name, text: fromUtf8(bytes) ?? '' })
    else if (hexHash(crypto, bytes) === sha256) files[sha256] = bytes
    else refusePart(name)
  }
  if (parcels.length > parcelsMax) refuseFile('unsafe', 'number of parcels')
  return { parcels, files, told: read.data.told }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes) ?? '')
  } catch {
    return null
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** Refuses with `bundle.form` what could not be opened at all: saving it in Word would not help. */
export function refuseUnopened(error: unknown): never {
  if (error instanceof Refusal && error.faults[0]?.code === 'file.broken') refuseForm()
  throw error
}

function refuseForm(): never {
  return refuse('bundle.form', {
    at: ['file'],
    text: { zh: '这不是交换包。', en: 'This is no bundle.' },
    hint: {
      zh: '请选择对方从“报送任务”页面导出的 .zip 文件，不要解开重新压缩；确是它的，可能没有复制完整，请重新复制。',
      en: 'Choose the .zip that the other side exported from its page of calls, as it is. If this is it, it may not have been copied whole: copy it again.',
    },
  })
}

function refuseVersion(form: string): never {
  return refuse('bundle.version', {
    at: ['file'],
    text: {
      zh: `对方的交换包是“${form}”，本程序只认“${bundleForm}”。`,
      en: `The bundle of the other side is of form “${form}”; this program knows “${bundleForm}”.`,
    },
    hint: {
      zh: '请将版本较旧的一方升级后再交换；没有写入任何内容。',
      en: 'Upgrade the older of the two and exchange again; nothing was written.',
    },
  })
}

function refusePart(name: string): never {
  return refuse('bundle.part', {
    at: ['file', name],
    text: {
      zh: `交换包里有不该有的部分，或内容与名称不符：${name}。`,
      en: `The bundle has a part that no bundle has, or one that is not what its name says: ${name}.`,
    },
    hint: {
      zh: '请对方重新导出，途中不要改动。',
      en: 'Ask the other side for a new one, and leave it unchanged on its way.',
    },
  })
}
