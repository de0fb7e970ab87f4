import type { FileRef, Value } from '../../value.ts'
import type { FieldKind, FieldShape, Parsed } from '../field-kind.ts'
import { idJson, isEmpty, isObject, own, refused, wholeJson } from '../field-kind.ts'

/** Files in one field at most, bytes of one file at most. */
export const filesCountMax = 50
const fileBytesMax = 50 * 1024 * 1024

const hashPattern = /^[0-9a-f]{64}$/
const typePattern = /^[a-z0-9][a-z0-9.+-]{0,60}\/[a-z0-9][a-z0-9.+-]{0,100}$/

/** Attachments by content: the bytes stand beside the log, the record holds hash and name. */
export const file: FieldKind = {
  options: { min: { as: 'whole', atLeast: 1 }, max: { as: 'whole', atLeast: 1, atMost: 50 } },
  many: true,
  compared: null,
  operators: ['exists', 'count'],
  wide: true,
  spelled: true,
  names: 'file',
  counted: { zh: '个', en: 'files' },
  parse,
  text: (value, _field, _context, lang) =>
    filesOf(value)
      .map((one) => one.name)
      .join(lang === 'zh' ? '、' : ', '),
  read: (cell) => (cell.trim() === '' ? { value: null } : refused('field.file.cell', noFiles)),
  json: () =>
    wholeJson({
      sha256: idJson,
      name: { type: 'string' },
      type: { type: 'string' },
      bytes: { type: 'integer' },
    }),
}

/** The files of a value. */
export function filesOf(value: Value | undefined): readonly FileRef[] {
  if (!Array.isArray(value)) return []
  return value.filter((one): one is FileRef => isObject(one) && Object.hasOwn(one, 'sha256'))
}

/** Said wherever a sheet would add a file or take one away. */
export const noFiles = {
  text: { zh: '附件不能通过表格增减', en: 'A sheet neither adds nor removes attachments' },
  hint: { zh: '请在记录中上传或移除。', en: 'Upload or remove them in the record.' },
}

function parse(raw: unknown, field: FieldShape): Parsed {
  if (isEmpty(raw)) return { value: null }
  const items: readonly unknown[] = Array.isArray(raw) ? raw : [raw]
  const countMax = field.max ?? filesCountMax
  if (items.length > countMax) {
    return refused('field.file.too-many', {
      text: { zh: `最多${countMax}个附件`, en: `At most ${countMax} files` },
      hint: { zh: '请减少附件。', en: 'Remove some files.' },
    })
  }
  const files: FileRef[] = []
  if (items.some(isUploading)) return refused('field.file.uploading', uploading)
  for (const [index, item] of items.entries()) {
    const ref = refOf(item)
    if (ref === null) {
      return refused('field.file.form', {
        at: [index],
        text: { zh: '附件信息不完整', en: 'The reference to a file is not complete' },
        hint: { zh: '请重新上传。', en: 'Upload the file again.' },
      })
    }
    if (!files.some((one) => one.sha256 === ref.sha256)) files.push(ref)
  }
  return { value: files }
}

// The page holds the place of a file that is still on its way.
function isUploading(item: unknown): boolean {
  return isObject(item) && own(item, 'uploading') === true
}

const uploading = {
  text: { zh: '附件还在上传', en: 'A file is still being uploaded' },
  hint: {
    zh: '请等上传完成再保存，或取消上传。',
    en: 'Wait until it has arrived, or cancel it, and save then.',
  },
}

function refOf(item: unknown): FileRef | null {
  if (!isObject(item)) return null
  const [sha256, name] = [own(item, 'sha256'), own(item, 'name')]
  const [type, bytes] = [own(item, 'type'), own(item, 'bytes')]
  if (typeof sha256 !== 'string' || !hashPattern.test(sha256)) return null
  if (typeof name !== 'string' || typeof type !== 'string' || !typePattern.test(type)) return null
  if (typeof bytes !== 'number' || !Number.isSafeInteger(bytes)) return null
  if (bytes < 0 || bytes > fileBytesMax) return null
  // The name is shown and offered on download, never used as a path; it still carries none.
  const safe = name
    .replace(/[\p{Cc}\p{Cf}/\\]/gu, '_')
    .trim()
    .slice(0, 200)
  return safe === '' ? null : { sha256, name: safe, type, bytes }
}
