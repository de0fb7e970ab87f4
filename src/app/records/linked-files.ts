import type { Fault } from '../../ledger/fault.ts'
import { fault } from '../../ledger/fault.ts'
import { filesOf } from '../../ledger/fields/file/file.ts'
import type { Field, Register } from '../../ledger/register/register.ts'
import type { FileRef, Row, Values } from '../../ledger/value.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'

/** A file of a record, and where in its values it stands. */
export interface LinkedFile {
  readonly file: FileRef
  readonly at: readonly (string | number)[]
}

/** The files that the values of a record link. */
export function linkedFiles({ fields }: Pick<Register, 'fields'>, values: Values): LinkedFile[] {
  return fields.flatMap((field) => filesIn(field, values[field.id], [field.id]))
}

function filesIn(
  field: Field,
  value: Values[string] | undefined,
  at: readonly (string | number)[],
): LinkedFile[] {
  if (field.type === 'file') {
    return filesOf(value).map((file, index) => ({ file, at: [...at, index] }))
  }
  if (field.type !== 'rows' || !Array.isArray(value)) return []
  return (value as readonly Row[]).flatMap((row, index) =>
    (field.fields ?? []).flatMap((inner) =>
      filesIn(inner, row[inner.id], [...at, index, inner.id]),
    ),
  )
}

/**
 * Makes sure that every file of a record that is being written is held, is what the reference
 * says, and was brought by the writer or stood in the record before: who knows a fingerprint does
 * not get the file. Keeps what is linked. Answers faults of `values`.
 */
export async function judgeLinkedFiles(
  ports: Pick<AppPorts, 'store'>,
  session: Session,
  written: { readonly register: Register; readonly values: Values; readonly before: Values | null },
): Promise<readonly Fault[]> {
  const { register, values, before } = written
  const files = linkedFiles(register, values)
  if (files.length === 0) return []
  const stood = new Set(
    (before === null ? [] : linkedFiles(register, before)).map(({ file }) => file.sha256),
  )
  const fresh = files.filter(({ file }) => !stood.has(file.sha256))
  if (fresh.length === 0) return []
  const sha256s = [...new Set(fresh.map(({ file }) => file.sha256))]
  const held = (await ports.store.uploads.find(session.org.id, sha256s)).filter(
    ({ state, uploadedBy }) =>
      (state === 'waiting' || state === 'kept') && uploadedBy === session.actor.id,
  )
  const faults = fresh.flatMap(({ file, at }) => {
    const upload = held.find(({ sha256 }) => sha256 === file.sha256)
    if (upload === undefined) return [notHeld(file, at)]
    return upload.bytes === file.bytes && upload.type === file.type ? [] : [otherFile(file, at)]
  })
  if (faults.length > 0) return faults
  // Asked again by the change itself: a moment ago it may have been thrown away.
  const kept = await ports.store.uploads.setState(session.org.id, sha256s, {
    from: ['waiting', 'kept'],
    to: 'kept',
  })
  return fresh.flatMap(({ file, at }) => (kept.includes(file.sha256) ? [] : [notHeld(file, at)]))
}

function notHeld({ name }: FileRef, at: LinkedFile['at']): Fault {
  return fault('attachment.unknown', {
    at,
    text: { zh: `没有收到附件“${name}”。`, en: `The file “${name}” is not here.` },
    hint: {
      zh: '请重新上传；未保存的附件只保留几天。',
      en: 'Upload it again; files that no record links are kept for some days only.',
    },
  })
}

function otherFile({ name }: FileRef, at: LinkedFile['at']): Fault {
  return fault('attachment.other', {
    at,
    text: {
      zh: `附件“${name}”的大小或类型与收到的不符。`,
      en: `Size or type of “${name}” are not those of the file that was received.`,
    },
    hint: { zh: '请重新上传。', en: 'Upload it again.' },
  })
}
