import { Refusal, refuse } from '../../ledger/fault.ts'
import { attachmentTypes } from '../../ledger/fields/file/attachment-types.ts'
import type { PictureKind } from '../../ledger/fields/file/picture-head.ts'
import { pictureHead } from '../../ledger/fields/file/picture-head.ts'
import { carriesSecretMark, nameCarriesSecretMark } from '../../ledger/fields/secret-mark.ts'
import type { Label } from '../../ledger/label.ts'
import { refuseFile } from '../../report/file/file-fault.ts'
import { openArchive } from '../office/open-archive.ts'
import { readReportFile } from '../office/read-report-file.ts'
import { judgePackage } from './judge-package.ts'
import { pdfTexts } from './pdf-texts.ts'

type Ending = keyof typeof attachmentTypes

const heads: Readonly<Record<string, readonly number[]>> = {
  zip: [0x50, 0x4b, 0x03, 0x04],
  cfb: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
}

/**
 * Judges a file by its ending and by what is really in it; both must say the same. Its media type,
 * or a refusal with `file.…` of whatever may not stay.
 */
export async function judgeUpload({
  name,
  bytes,
}: {
  readonly name: string
  readonly bytes: Uint8Array
}): Promise<{ readonly type: string }> {
  if (bytes.length === 0) refuseFile('empty')
  if (nameCarriesSecretMark(name)) refuseFile('secret')
  const ending = endingOf(name)
  const type = attachmentTypes[ending]
  if (!type.startsWith('image/') && pictureHead(bytes) !== null) refuseFile('picture')
  await contents[ending](bytes)
  return { type }
}

function endingOf(name: string): Ending {
  const ending = /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? ''
  if (Object.hasOwn(attachmentTypes, ending)) return ending as Ending
  return refuse('file.type', {
    at: [ending === '' ? name : `.${ending}`],
    text: {
      zh: '不接收这种文件。',
      en: 'Files of this kind are not taken.',
    },
    hint: isPhoneOwn(ending) ? phoneHint : takenHint,
  })
}

const takenHint: Label = {
  zh: `可以上传 ${Object.keys(attachmentTypes).join('、')}。`,
  en: `These are taken: ${Object.keys(attachmentTypes).join(', ')}.`,
}

// What some phones keep photos in, and few programs of an office open.
function isPhoneOwn(ending: string): boolean {
  return ending === 'heic' || ending === 'heif'
}

const phoneHint: Label = {
  zh: '请在手机“设置—相机—格式”中选“兼容性最佳”后重拍，或把照片另存为 JPG。',
  en: 'Choose “Most Compatible” under Settings, Camera, Formats and take it again, or save it as JPG.',
}

const contents: Readonly<Record<Ending, (bytes: Uint8Array) => Promise<void>>> = {
  pdf: async (bytes) => {
    // Some writers put a few bytes before the mark; readers look into the first kilobyte.
    if (indexOf(bytes.subarray(0, 1024), '%PDF-') === -1) refuseFile('wrong-kind')
    if (indexOf(bytes.subarray(-2048), '%%EOF') === -1) refuseFile('broken', 'EOF')
    if (pdfTexts(bytes).some(carriesSecretMark)) refuseFile('secret')
  },
  docx: async (bytes) => {
    await judgeZip(bytes, { holds: 'word/document.xml' })
    await readText(bytes)
  },
  xlsx: (bytes) => judgeZip(bytes, { holds: 'xl/workbook.xml' }),
  ofd: (bytes) => judgeZip(bytes, { holds: 'OFD.xml' }),
  wps: async (bytes) => {
    if (startsWith(bytes, 'zip')) return judgeZip(bytes, { holds: 'word/document.xml' })
    if (!startsWith(bytes, 'cfb')) return refuseFile('wrong-kind')
    // Names in this format are UTF-16; macros and a password have a stream of their own.
    if (holdsWide(bytes, '_VBA_PROJECT')) refuseFile('unsafe', '_VBA_PROJECT')
    if (holdsWide(bytes, 'EncryptedPackage')) refuseFile('encrypted')
  },
  png: async (bytes) => judgePicture(bytes, 'png'),
  jpg: async (bytes) => judgePicture(bytes, 'jpeg'),
  jpeg: async (bytes) => judgePicture(bytes, 'jpeg'),
  webp: async (bytes) => judgePicture(bytes, 'webp'),
  gif: async (bytes) => judgePicture(bytes, 'gif'),
  txt: async (bytes) => {
    if (startsWith(bytes, 'zip') || startsWith(bytes, 'cfb')) refuseFile('wrong-kind')
    if (indexOf(bytes.subarray(0, 5), '%PDF-') === 0) refuseFile('wrong-kind')
    await readText(bytes)
  },
}

// Never decoded here: what a picture grows to is looked at where somebody wants to see it.
function judgePicture(bytes: Uint8Array, kind: PictureKind): void {
  if (pictureHead(bytes)?.kind === kind) return
  refuse('file.wrong-kind', {
    text: {
      zh: '文件的内容与扩展名不符，不是这种图片。',
      en: 'What is in the file is not the picture that its name says.',
    },
    hint: {
      zh: '用看图程序打开后另存为 .png 或 .jpg 再试。',
      en: 'Open it in a viewer of pictures, save it as .png or .jpg and try again.',
    },
  })
}

async function judgeZip(bytes: Uint8Array, { holds }: { holds: string }): Promise<void> {
  if (startsWith(bytes, 'cfb')) refuseFile('encrypted')
  if (!startsWith(bytes, 'zip')) refuseFile('wrong-kind')
  const archive = await openArchive(bytes)
  if (!archive.has(holds)) refuseFile('wrong-kind', holds)
  const text = await judgePackage(archive)
  if (text.some(carriesSecretMark)) refuseFile('secret')
}

// A mark of secrecy refuses the file; an empty document is a document all the same.
async function readText(bytes: Uint8Array): Promise<void> {
  try {
    await readReportFile(bytes)
  } catch (error) {
    if (error instanceof Refusal && error.faults[0]?.code === 'file.empty') return
    throw error
  }
}

function startsWith(bytes: Uint8Array, kind: string): boolean {
  return heads[kind]?.every((byte, at) => bytes[at] === byte) === true
}

function indexOf(bytes: Uint8Array, text: string): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(text, 0, 'latin1')
}

function holdsWide(bytes: Uint8Array, text: string): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return buffer.includes(Buffer.from(text, 'utf16le'))
}
